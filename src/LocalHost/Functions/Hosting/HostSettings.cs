using System.Globalization;
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

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">Where they are.</param>
    /// <param name="problems">Receives what is wrong with them.</param>
    public static HostSettings Read(IConfiguration configuration, ICollection<string> problems)
    {
        IConfigurationSection section = configuration.GetSection("LocalHost");
        HostSettings defaults = new();
        long bodyBytes = Number(section, "MaxRequestBodyBytes", 0, long.MaxValue, problems) ?? DefaultBodyBytes;
        IPAddress address = ReadAddress(section, problems);
        string? names = NotBlank(section["AllowedHosts"]);
        return new HostSettings
        {
            Address = address,
            AllowedHosts = names?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ?? (IPAddress.IsLoopback(address) ? defaults.AllowedHosts : []),
            Port = (int)(Number(section, "Port", 0, IPEndPoint.MaxPort, problems) ?? defaults.Port),
            Home = NotBlank(section["Home"]) ?? defaults.Home,
            MaxRequestBodyBytes = bodyBytes == 0 ? null : bodyBytes,
            PostgresBinaryFolder = NotBlank(section["Postgres:BinaryFolder"]),
            PostgresPort = (int?)Number(section, "Postgres:Port", 1, IPEndPoint.MaxPort, problems),
            ShutdownTimeout = TimeSpan.FromSeconds(Number(section, "ShutdownSeconds", 1, 3600, problems) ?? (long)defaults.ShutdownTimeout.TotalSeconds),
            TimeZone = ReadTimeZone(configuration, problems),
            RunTimers = Flag(section, "RunTimers", defaultValue: true, problems),
        };
    }

    private static IPAddress ReadAddress(IConfigurationSection section, ICollection<string> problems)
    {
        string text = NotBlank(section["Host"]) ?? "localhost";
        IPAddress? address = text.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : null;
        if (address is null && !IPAddress.TryParse(text, out address))
        {
            problems.Add($"LocalHost:Host is '{text}', and must be 'localhost' or an IP address.");
            return IPAddress.Loopback;
        }

        if (!IPAddress.IsLoopback(address) && !Flag(section, "AllowRemote", defaultValue: false, problems))
            problems.Add($"LocalHost:Host is '{text}', which other machines can reach, and no key is asked for; set LocalHost:AllowRemote to true if that is wanted.");
        return address;
    }

    private static TimeZoneInfo ReadTimeZone(IConfiguration configuration, ICollection<string> problems)
    {
        (string name, string? zone) = NotBlank(configuration["WEBSITE_TIME_ZONE"]) is { } website ? ("WEBSITE_TIME_ZONE", website) : ("TimeZone", NotBlank(configuration["TimeZone"]));
        if (zone is null)
            return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found))
            return found;
        problems.Add($"{name} is '{zone}', and this machine knows no such time zone; examples: Europe/Berlin, Eastern Standard Time.");
        return TimeZoneInfo.Utc;
    }

    private static long? Number(IConfigurationSection section, string name, long least, long most, ICollection<string> problems)
    {
        if (NotBlank(section[name]) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most)
            return value;
        problems.Add(string.Create(CultureInfo.InvariantCulture, $"LocalHost:{name} is '{text}', and must be a whole number from {least} to {most}."));
        return null;
    }

    private static bool Flag(IConfigurationSection section, string name, bool defaultValue, ICollection<string> problems)
    {
        if (NotBlank(section[name]) is not { } text)
            return defaultValue;
        if (bool.TryParse(text, out bool value))
            return value;
        problems.Add($"LocalHost:{name} is '{text}', and must be true or false.");
        return defaultValue;
    }

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
