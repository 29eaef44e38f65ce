using System.Net;
using Microsoft.Extensions.Configuration;

namespace LocalHost.Functions.Hosting;

/// <summary>The host's own settings, read once.</summary>
internal sealed record HostSettings
{
    private const long DefaultBodyBytes = 256L * 1024 * 1024;

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The HTTP port; 0 means any free one.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Scheme and host by which callers reach the host, for links made outside a request; null means the address it listens on.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Proxies whose word about caller, scheme and host is taken.</summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    /// <summary>The data folder.</summary>
    public string Home { get; init; } = ".localhost";

    /// <summary>The most bytes of a request body; null means no limit.</summary>
    public long? MaxRequestBodyBytes { get; init; } = DefaultBodyBytes;

    /// <summary>The folder of the Postgres binaries; null means to look for them.</summary>
    public string? PostgresBinaryFolder { get; init; }

    /// <summary>The port of the embedded Postgres; null means a free one.</summary>
    public int? PostgresPort { get; init; }

    /// <summary>How long running work may take to end when the host stops.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time zone of timer schedules.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whether timers fire in this process.</summary>
    public bool RunTimers { get; init; } = true;

    /// <summary>
    /// The names by which requests may call the host; empty means any. On loopback others are refused, so that no web page can reach the host
    /// through a name of its own that leads here.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = ["localhost", "127.0.0.1", "[::1]"];

    public HttpSettings Http { get; init; } = new();

    public KeySettings Keys { get; init; } = new();

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">Where they are.</param>
    /// <param name="problems">Receives what is wrong with them.</param>
    public static HostSettings Read(IConfiguration configuration, ICollection<string> problems)
    {
        SettingReader settings = new(configuration.GetSection("LocalHost"), problems);
        HostSettings defaults = new();
        long bodyBytes = settings.Number(nameof(MaxRequestBodyBytes), DefaultBodyBytes, 0, long.MaxValue);
        IPAddress address = ReadAddress(settings);
        bool isLoopback = IPAddress.IsLoopback(address);
        return new HostSettings
        {
            Address = address,
            AllowedHosts = Parts(settings, nameof(AllowedHosts)) ?? (isLoopback ? defaults.AllowedHosts : []),
            Port = (int)settings.Number(nameof(Port), defaults.Port, 0, IPEndPoint.MaxPort),
            PublicUrl = ReadPublicUrl(settings),
            TrustedProxies = ReadProxies(settings),
            Home = settings.Text(nameof(Home)) ?? defaults.Home,
            MaxRequestBodyBytes = bodyBytes == 0 ? null : bodyBytes,
            PostgresBinaryFolder = settings.Text("Postgres:BinaryFolder"),
            PostgresPort = (int?)settings.Number("Postgres:Port", 1, IPEndPoint.MaxPort),
            ShutdownTimeout = settings.Seconds("ShutdownSeconds", defaults.ShutdownTimeout, 1, 3600),
            TimeZone = ReadTimeZone(configuration, problems),
            RunTimers = settings.Flag(nameof(RunTimers)) ?? true,
            Http = HttpSettings.Read(settings.Section("Http")),
            Keys = KeySettings.Read(settings.Section("Keys"), isLoopback),
        };
    }

    private static IPAddress ReadAddress(SettingReader settings)
    {
        string text = settings.Text("Host") ?? "localhost";
        IPAddress? address = text.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : null;
        if (address is null && !IPAddress.TryParse(text, out address))
        {
            settings.Problem("Host", $"is '{text}', and must be 'localhost' or an IP address");
            return IPAddress.Loopback;
        }

        if (settings.Flag("AllowRemote") != true && !IPAddress.IsLoopback(address))
            settings.Problem("Host", $"is '{text}', which other machines can reach; set LocalHost:AllowRemote to true if that is wanted, and callers will need a key");
        return address;
    }

    private static string? ReadPublicUrl(SettingReader settings)
    {
        if (settings.Text(nameof(PublicUrl)) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
            return text.TrimEnd('/');
        settings.Problem(nameof(PublicUrl), $"is '{text}', and must be an address such as https://jobs.example.com");
        return null;
    }

    private static List<IPAddress> ReadProxies(SettingReader settings)
    {
        List<IPAddress> proxies = [];
        foreach (string text in Parts(settings, nameof(TrustedProxies)) ?? [])
        {
            if (IPAddress.TryParse(text, out IPAddress? address))
                proxies.Add(address);
            else
                settings.Problem(nameof(TrustedProxies), $"holds '{text}', and must hold IP addresses");
        }

        return proxies;
    }

    private static string[]? Parts(SettingReader settings, string name) =>
        settings.Text(name)?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static TimeZoneInfo ReadTimeZone(IConfiguration configuration, ICollection<string> problems)
    {
        string name = string.IsNullOrWhiteSpace(configuration["WEBSITE_TIME_ZONE"]) ? "TimeZone" : "WEBSITE_TIME_ZONE";
        string? zone = configuration[name]?.Trim();
        if (string.IsNullOrEmpty(zone))
            return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found))
            return found;
        problems.Add($"{name} is '{zone}', and this machine knows no such time zone; examples: Europe/Berlin, Eastern Standard Time.");
        return TimeZoneInfo.Utc;
    }
}
