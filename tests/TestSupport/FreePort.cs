using System.Net;
using System.Net.Sockets;

namespace TestSupport;

/// <summary>
/// Finds a port that nobody listens on, below those that the operating system gives to outgoing connections: one of those can be taken between the
/// choice and the moment the chosen program listens.
/// </summary>
public static class FreePort
{
    private const int Lowest = 10_000;
    private const int Highest = 32_767;

    public static int Next()
    {
        while (true)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                var port = Random.Shared.Next(Lowest, Highest + 1);
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
            }
        }
    }
}
