using System.Net;
using System.Net.Sockets;

namespace LocalHost.Tests.Functions.Hosting;

public sealed class ProgramTests : IDisposable
{
    private const string AnyPort = "--LocalHost:Port=0";

    private readonly string _home = Path.Combine(Path.GetTempPath(), "local host " + Guid.NewGuid().ToString("N"));

    private string PostmasterFile => Path.Combine(_home, "postgres", "cluster", "postmaster.pid");

    public void Dispose()
    {
        if (Directory.Exists(_home))
            Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task A_program_that_is_asked_to_end_ends_well_and_stops_its_Postgres()
    {
        await using SampleProgram program = SampleProgram.Start(_home, AnyPort);
        using HttpClient client = await program.ConnectAsync();
        (await client.PutAsync("api/v1/notes/1", new StringContent("kept"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        File.Exists(PostmasterFile).ShouldBeTrue();

        await program.AskToEndAsync();
        (await program.WaitForEndAsync()).ShouldBe(0);
        File.Exists(PostmasterFile).ShouldBeFalse();
        program.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_that_is_asked_twice_ends_at_once_and_stops_its_Postgres()
    {
        await using SampleProgram program = SampleProgram.Start(_home, AnyPort, "--LocalHost:ShutdownSeconds=3600");
        using HttpClient client = await program.ConnectAsync();
        Task<HttpResponseMessage> waiting = client.GetAsync("api/v1/wait");
        (await client.PutAsync("api/v1/notes/1", new StringContent("kept"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        await program.AskToEndAsync();
        await program.WaitForLineAsync("Stopping: no new work");
        await program.AskToEndAsync();
        (await program.WaitForEndAsync()).ShouldBe(130);
        File.Exists(PostmasterFile).ShouldBeFalse();
        await Should.ThrowAsync<HttpRequestException>(() => waiting);
    }

    [Fact]
    public async Task A_program_killed_in_mid_work_finds_its_data_again()
    {
        await using (SampleProgram first = SampleProgram.Start(_home, AnyPort))
        {
            using HttpClient client = await first.ConnectAsync();
            await client.PutAsync("api/v1/notes/1", new StringContent("kept"));
            first.Kill();
            await first.WaitForEndAsync();
        }

        File.Exists(PostmasterFile).ShouldBeTrue();
        await using SampleProgram second = SampleProgram.Start(_home, AnyPort);
        using HttpClient again = await second.ConnectAsync();
        (await again.GetStringAsync("api/v1/notes/1")).ShouldBe("kept");
        second.Output.ShouldContain("was running already");
        await second.AskToEndAsync();
        await second.WaitForEndAsync();
        File.Exists(PostmasterFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_programs_on_one_folder_share_one_Postgres_until_the_last_ends()
    {
        await using SampleProgram first = SampleProgram.Start(_home, AnyPort);
        await using SampleProgram second = SampleProgram.Start(_home, AnyPort);
        using HttpClient firstClient = await first.ConnectAsync();
        using HttpClient secondClient = await second.ConnectAsync();
        await firstClient.PutAsync("api/v1/notes/1", new StringContent("shared"));
        (await secondClient.GetStringAsync("api/v1/notes/1")).ShouldBe("shared");

        await first.AskToEndAsync();
        (await first.WaitForEndAsync()).ShouldBe(0);
        (await secondClient.GetStringAsync("api/v1/notes/1")).ShouldBe("shared");
        await second.AskToEndAsync();
        await second.WaitForEndAsync();
        File.Exists(PostmasterFile).ShouldBeFalse();
    }

    [Fact]
    public async Task A_program_interrupted_while_it_starts_leaves_nothing_running()
    {
        await using (SampleProgram first = SampleProgram.Start(_home, AnyPort))
        {
            await first.WaitForLineAsync("Creating the Postgres cluster");
            await first.AskToEndAsync();
            (await first.WaitForEndAsync()).ShouldBe(130);
            (first.Errors + first.Output).ShouldNotContain("   at ");
            File.Exists(PostmasterFile).ShouldBeFalse();
        }

        await using SampleProgram second = SampleProgram.Start(_home, AnyPort);
        using HttpClient client = await second.ConnectAsync();
        (await client.GetAsync("api/nowhere")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_error_and_an_exit_code()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        await using SampleProgram program = SampleProgram.Start(_home, $"--LocalHost:Port={((IPEndPoint)other.LocalEndpoint).Port}");
        (await program.WaitForEndAsync()).ShouldBe(1);
        program.Errors.ShouldStartWith("error port_taken: Port ");
        program.Errors.ShouldContain("--LocalHost:Port=");
        (program.Errors + program.Output).ShouldNotContain("   at ");
        File.Exists(PostmasterFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Wrong_settings_are_told_together()
    {
        await using SampleProgram program = SampleProgram.Start(_home, "--LocalHost:Port=many", "--TimeZone=Middle Earth", "--LocalHost:Host=0.0.0.0", "--LocalHost:Postgres:Port=0");
        (await program.WaitForEndAsync()).ShouldBe(1);
        program.Errors.ShouldStartWith("error settings_invalid: 4 things are wrong: ");
        program.Errors.ShouldContain("LocalHost:Port is 'many'");
        program.Errors.ShouldContain("TimeZone is 'Middle Earth'");
        program.Errors.ShouldContain("LocalHost:AllowRemote");
        program.Errors.ShouldContain("LocalHost:Postgres:Port is '0'");
        (program.Errors + program.Output).ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_configured_server_that_does_not_answer_is_one_clear_error()
    {
        await using SampleProgram program = SampleProgram.Start(_home, AnyPort, "--ConnectionStrings:Postgres=Host=127.0.0.1;Port=1;Username=u;Password=hidden");
        (await program.WaitForEndAsync()).ShouldBe(1);
        program.Errors.ShouldStartWith("error postgres_unreachable: ");
        program.Errors.ShouldNotContain("hidden");
        (program.Errors + program.Output).ShouldNotContain("   at ");
    }
}
