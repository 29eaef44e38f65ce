namespace LocalHost.Postgres;

/// <summary>Where and how the embedded Postgres runs.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The data folder. The cluster and its small files live in a folder named <c>postgres</c> in it.</summary>
    public required string Home { get; init; }

    /// <summary>The folder of the binaries; null means to look for them.</summary>
    public string? BinaryFolder { get; init; }

    /// <summary>The TCP port on 127.0.0.1; null means the one used last time, or else a free one.</summary>
    public int? Port { get; init; }

    /// <summary>How long a start may take before it counts as failed. Default one minute: crash recovery is part of a start.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
