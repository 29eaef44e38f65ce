using System.Net;
using System.Net.Sockets;
using DataHound.Cli.Hosting;
using DataHound.Cli.Tests.Fakes;

namespace DataHound.Cli.Tests.Hosting;

public sealed class StartErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_taken_port_is_named_with_another_to_try()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var error = Should.Throw<ExplainedException>(() => LocalPort.EnsureFree(port));

        error.Code.ShouldBe("port_taken");
        error.Message.ShouldContain($":{port}");
        error.NextStep.ShouldContain("--port");
    }

    [Fact]
    public void The_apps_last_error_line_is_told()
    {
        var log = _folder.Write("app.log", "info: one\nerror postgres_port_taken: The port 5555 is taken.\nnext: Free it.\n");

        var error = AppLog.Explain(log, 1);

        (error.Code, error.Message, error.NextStep).ShouldBe(("postgres_port_taken", "The port 5555 is taken.", "Free it."));
    }

    [Fact]
    public void A_log_without_an_error_line_is_named()
    {
        var log = _folder.Write("app.log", "Unhandled exception\n   at Somewhere\n");

        var error = AppLog.Explain(log, 134);

        error.Message.ShouldContain("134");
        error.NextStep.ShouldContain(log);
    }
}
