using System.Net;
using System.Net.Sockets;
using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Connectors.Outbound;

/// <summary>Connects to hosts that configuration names. The address that was checked is the one connected to, so a name that changes its mind gains nothing.</summary>
[ChangesNothing("It only connects; what is sent over the connection is for who holds a claim.")]
internal sealed class OutboundDialer(OutboundOptions options)
{
    /// <summary>Connects.</summary>
    /// <exception cref="AddressForbiddenException">None of the host's addresses is allowed.</exception>
    /// <exception cref="SocketException">The host is unknown, or none of its addresses answers.</exception>
    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = options.AllowPrivateAddresses ? addresses : [.. addresses.Where(PublicAddresses.IsPublic)];
        if (allowed.Length == 0)
            throw addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new AddressForbiddenException();
        SocketException? last = null;
        foreach (var address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                last = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last!;
    }
}
