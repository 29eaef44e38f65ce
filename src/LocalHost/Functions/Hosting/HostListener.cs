using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LocalHost.Functions.Hosting;

/// <summary>The host's HTTP listener.</summary>
internal static class HostListener
{
    // Connections begin slowly; only after this time does their speed count.
    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(5);

    public static void Configure(IWebHostBuilder web, HostSettings settings) =>
        web.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Apply(settings, kestrel.Limits);
            kestrel.Listen(settings.Address, settings.Port);
        });

    private static void Apply(HostSettings settings, KestrelServerLimits limits)
    {
        HttpSettings http = settings.Http;
        MinDataRate? slowest = http.MinBytesPerSecond == 0 ? null : new MinDataRate(http.MinBytesPerSecond, SlowStart);
        limits.MaxRequestBodySize = settings.MaxRequestBodyBytes;
        limits.MaxConcurrentConnections = http.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = http.MaxConnections;
        limits.MaxRequestLineSize = http.MaxRequestLineBytes;
        limits.MaxRequestHeadersTotalSize = http.MaxHeaderBytes;
        limits.MaxRequestHeaderCount = http.MaxHeaderCount;
        limits.RequestHeadersTimeout = http.HeaderTimeout;
        limits.KeepAliveTimeout = http.KeepAliveTimeout;
        limits.MinRequestBodyDataRate = slowest;
        limits.MinResponseDataRate = slowest;
    }

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
