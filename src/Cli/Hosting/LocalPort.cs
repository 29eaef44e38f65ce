using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DataHound.Cli.Hosting;

/// <summary>Looks whether the port is free before the app is started, so that the error is clear and at once.</summary>
internal static class LocalPort
{
    public static void EnsureFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            var other = port < 65535 ? port + 1 : port - 1;
            throw new ExplainedException("port_taken", string.Create(CultureInfo.InvariantCulture, $"Another program listens on localhost:{port}."), string.Create(CultureInfo.InvariantCulture, $"Stop it, or use another port: ./run --port {other}"));
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AccessDenied)
        {
            throw new ExplainedException("port_not_allowed", string.Create(CultureInfo.InvariantCulture, $"Your user may not listen on port {port}."), "Use a port above 1023: ./run --port 7071");
        }
    }
}
