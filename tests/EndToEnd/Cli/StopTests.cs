namespace DataHound.EndToEnd.Cli;

/// <summary>Every way ./run can end, and what is left of it.</summary>
[Collection(nameof(RunScript))]
public sealed class StopTests : IDisposable
{
    private readonly Installation _installation = new();

    private static string Sample => Checkout.Path("samples", "barton-creek");

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task Killed_in_the_middle_of_a_run_the_next_start_finishes_with_the_same_results()
    {
        await using (var run = _installation.Start("--once"))
        {
            await run.WaitForAsync("day2 barton-creek");
            _installation.Processes.Kill();
        }

        var (exitCode, output, summary) = await _installation.RunOnceAsync();

        exitCode.ShouldBe(0, output);
        summary.GetProperty("deliveries")[0].GetProperty("doneBefore").GetBoolean().ShouldBeTrue();
        ExpectedSummary.Actual(summary).ShouldBe(ExpectedSummary.Expected(Sample));
        (await _installation.Processes.WaitUntilGoneAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ctrl_C_while_serving_ends_well_and_leaves_no_process()
    {
        await using var run = _installation.Start();
        await run.WaitForAsync("until Ctrl-C");

        await run.SignalAsync("INT");

        (await run.WaitForExitAsync()).ShouldBe(0, run.Output);
        (await _installation.Processes.WaitUntilGoneAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_leaves_no_process_and_goes_on_later()
    {
        await using (var run = _installation.Start("--once"))
        {
            await run.WaitForAsync("day1 barton-creek");
            await run.SignalAsync("INT");
            (await run.WaitForExitAsync()).ShouldBe(130, run.Output);
        }

        (await _installation.Processes.WaitUntilGoneAsync()).ShouldBeEmpty();
        var (exitCode, output, summary) = await _installation.RunOnceAsync();
        exitCode.ShouldBe(0, output);
        ExpectedSummary.Actual(summary).ShouldBe(ExpectedSummary.Expected(Sample));
    }

    [Fact]
    public async Task Terminated_while_it_starts_it_leaves_no_process()
    {
        await using var run = _installation.Start("--once");
        await run.WaitForAsync("Starting the app");

        await run.SignalAsync("TERM");

        (await run.WaitForExitAsync()).ShouldBe(130, run.Output);
        (await _installation.Processes.WaitUntilGoneAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task When_only_run_is_killed_the_app_follows()
    {
        await using var run = _installation.Start();
        await run.WaitForAsync("until Ctrl-C");

        await run.SignalAsync("KILL");

        (await _installation.Processes.WaitUntilGoneAsync()).ShouldBeEmpty();
    }
}
