using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;

namespace LocalHost.Functions.Hosting;

/// <summary>The host's HTTP listener.</summary>
internal static class HostListener
{
    public static void Configure(IWebHostBuilder web, HostSettings settings) =>
        web.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.MaxRequestBodyBytes;
            kestrel.Listen(settings.Address, settings.Port);
        });

    /// <summary>Finds out before anything is started whether the port is free.</summary>
    /// <exception cref="HostException">It is not.</exception>
    public static void CheckPort(HostSettings settings)
    {
        if (settings.Port == 0)
            return;
        using Socket probe = new(settings.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(settings.Address, settings.Port));
            probe.Listen();
        }
        catch (SocketException exception)
        {
            throw Unusable(settings, exception.SocketErrorCode == SocketError.AddressAlreadyInUse, exception);
        }
    }

    public static HostException Unusable(HostSettings settings, bool isTaken, Exception inner) => isTaken
        ? new HostException(
            "port_taken",
            FormattableString.Invariant($"Port {settings.Port} is used by another program."),
            FormattableString.Invariant($"Stop that program, or choose another port: --LocalHost:Port={settings.Port + 1}."),
            inner)
        : new HostException(
            "port_unusable",
            FormattableString.Invariant($"The host may not listen on {settings.Address}, port {settings.Port}."),
            "Choose another port or address with LocalHost:Port and LocalHost:Host.",
            inner);
}
