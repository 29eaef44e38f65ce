using System.Net;
using System.Net.Sockets;

namespace DataHound.EndToEnd.Cli;

/// <summary>./run as a user types it, on the sample set.</summary>
[Collection(nameof(RunScript))]
public sealed class RunTests : IDisposable
{
    private readonly Installation _installation = new();

    private static string Sample => Checkout.Path("samples", "barton-creek");

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task The_samples_give_the_expected_numbers_then_nothing_is_new_and_after_a_reset_all_is_done_again()
    {
        var (exitCode, output, summary) = await _installation.RunOnceAsync();

        exitCode.ShouldBe(0, output);
        summary.GetProperty("newRuns").GetInt32().ShouldBe(3);
        ExpectedSummary.Actual(summary).ShouldBe(ExpectedSummary.Expected(Sample));
        (await _installation.Processes.WaitUntilGoneAsync()).ShouldBeEmpty();

        var second = await _installation.RunOnceAsync();

        second.ExitCode.ShouldBe(0, second.Output);
        second.Summary.GetProperty("newRuns").GetInt32().ShouldBe(0);
        second.Output.ShouldContain("Nothing new");
        ExpectedSummary.Actual(second.Summary).ShouldBe(ExpectedSummary.Expected(Sample));

        var afresh = await _installation.RunOnceAsync("--reset");

        afresh.ExitCode.ShouldBe(0, afresh.Output);
        afresh.Summary.GetProperty("newRuns").GetInt32().ShouldBe(3);
        ExpectedSummary.Actual(afresh.Summary).ShouldBe(ExpectedSummary.Expected(Sample));
    }

    [Fact]
    public async Task Two_side_by_side_do_not_disturb_each_other()
    {
        using var other = new Installation();

        var both = await Task.WhenAll(_installation.RunOnceAsync(), other.RunOnceAsync());

        both.ShouldAllBe(one => one.ExitCode == 0);
        both.ShouldAllBe(one => ExpectedSummary.Actual(one.Summary).SequenceEqual(ExpectedSummary.Expected(Sample)));
    }

    [Fact]
    public async Task A_company_of_ones_own_gives_the_same_numbers()
    {
        var config = _installation.Folder("my config");
        File.Copy(Checkout.Path("config", "extraction", "barton-creek.json"), Path.Combine(config, "extraction.json"));
        File.Copy(Checkout.Path("config", "events", "barton-creek.json"), Path.Combine(config, "events.json"));

        var (exitCode, output, summary) = await _installation.RunOnceAsync("--company", "cedar-air", "--config", config, "--input", Sample);

        exitCode.ShouldBe(0, output);
        summary.GetProperty("company").GetString().ShouldBe("cedar-air");
        ExpectedSummary.Actual(summary).ShouldBe(ExpectedSummary.Expected(Sample));
    }

    [Fact]
    public async Task A_config_with_an_unknown_field_is_refused_with_file_and_path()
    {
        var config = _installation.Folder("my config");
        var extraction = await File.ReadAllTextAsync(Checkout.Path("config", "extraction", "barton-creek.json"));
        await File.WriteAllTextAsync(Path.Combine(config, "extraction.json"), extraction.Replace("\"file_patterns\"", "\"surprise\": 1, \"file_patterns\"", StringComparison.Ordinal));

        await using var run = _installation.Start("--once", "--company", "cedar-air", "--config", config, "--input", Sample);

        (await run.WaitForExitAsync()).ShouldBe(1);
        run.Output.ShouldContain("surprise");
        run.Output.ShouldContain("next: ");
        run.Output.ShouldNotContain("   at ");
        (await _installation.Processes.WaitUntilGoneAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_taken_port_is_one_clear_error()
    {
        using var listener = new TcpListener(IPAddress.Loopback, _installation.Port);
        listener.Start();

        await using var run = _installation.Start("--once");

        (await run.WaitForExitAsync()).ShouldBe(1);
        run.Output.ShouldContain("error port_taken");
        run.Output.ShouldContain("--port");
        (await _installation.Processes.WaitUntilGoneAsync()).ShouldBeEmpty();
    }
}
