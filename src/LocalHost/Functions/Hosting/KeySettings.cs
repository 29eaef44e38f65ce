using LocalHost.Functions.Keys;

namespace LocalHost.Functions.Hosting;

/// <summary>Which keys callers must present, from <c>LocalHost:Keys</c>.</summary>
internal sealed record KeySettings
{
    /// <summary>Whether keys are asked for.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The hash of the master key of the settings; null means the one of the database.</summary>
    public KeyHash? Master { get; init; }

    /// <summary>The most refused attempts of one remote address in a minute; the next are told to wait.</summary>
    public int MaxFailuresPerMinute { get; init; } = 30;

    /// <summary>How long a link to an instance opens it.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromHours(168);

    /// <summary>After what time a change of the keys by another process is seen.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(2);

    public static KeySettings Read(SettingReader settings, bool isLoopback)
    {
        KeySettings defaults = new();
        bool? isRequired = settings.Flag("Required");
        if (isRequired == false && !isLoopback)
            settings.Problem("Required", "is false, but other machines can reach the host; listen on loopback, or remove the setting");
        return new KeySettings
        {
            IsRequired = isRequired ?? !isLoopback,
            Master = ReadMaster(settings),
            MaxFailuresPerMinute = (int)settings.Number(nameof(MaxFailuresPerMinute), defaults.MaxFailuresPerMinute, 1, 100_000),
            LinkLifetime = TimeSpan.FromHours(settings.Number("LinkHours", (long)defaults.LinkLifetime.TotalHours, 1, 87_600)),
            RefreshInterval = settings.Seconds("RefreshSeconds", defaults.RefreshInterval, 1, 60),
        };
    }

    private static KeyHash? ReadMaster(SettingReader settings)
    {
        if (settings.Text("Master") is not { } master)
            return null;
        if (SecretKey.Problem(master) is { } problem)
            settings.Problem("Master", problem);
        return KeyHash.Of(master);
    }
}
