using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LocalHost.Postgres;

namespace LocalHost.Tests.Postgres;

public sealed class PortChoiceTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("localhost-port-").FullName;

    [Fact]
    public void All_who_choose_at_once_get_one_port()
    {
        int[] ports = ChooseTogether();
        ports.Distinct().ShouldHaveSingleItem().ShouldBeLessThan(32_768);
    }

    [Fact]
    public void A_port_that_another_starts_its_server_on_is_kept()
    {
        ServerFolder folder = new(_root);
        using TcpListener server = Listen();
        int port = ((IPEndPoint)server.LocalEndpoint).Port;
        File.WriteAllText(folder.PortFile, port.ToString(CultureInfo.InvariantCulture));
        using (FileLock.TryExclusive(folder.ChangeLock))
            ChooseTogether().ShouldAllBe(chosen => chosen == port);

        ChooseTogether().Distinct().ShouldHaveSingleItem().ShouldNotBe(port);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private int[] ChooseTogether()
    {
        int[] ports = new int[16];
        Parallel.For(0, ports.Length, new ParallelOptions { MaxDegreeOfParallelism = ports.Length }, index => ports[index] = new PortChoice(new ServerFolder(_root)).Choose(null));
        return ports;
    }

    private static TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }
}
