namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>A run to be recorded before its orchestration is started.</summary>
public sealed record StartRunRequest
{
    /// <summary>A year: longer than a crashed installation is left alone before somebody starts it again.</summary>
    private static readonly TimeSpan OwnWorkKeyLifetime = TimeSpan.FromDays(366);

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Slugs of the companies to work for; at least one.</summary>
    public required IReadOnlyList<string> Companies { get; init; }

    /// <summary>The stages to walk, in order: the pipeline's, or the part of them that was asked for.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>The run's logical instant; it is kept to the second.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Who asked, such as <c>http</c> or <c>schedule</c>.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>The request that asked, for the audit log; null when it was no request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The caller's idempotency key; null when the caller gave none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>How long the key is remembered: 24 hours by default, which suits a caller that tries again.</summary>
    public TimeSpan KeyLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Hash of what was asked; the same key with another hash is refused. Required with a key.</summary>
    public string? RequestHash { get; init; }

    /// <summary>The request under a key of work that the control plane itself brings on after a crash, however long the machine was off: remembered for a year.</summary>
    public StartRunRequest UnderOwnKey(string key) => this with { IdempotencyKey = key, RequestHash = key, KeyLifetime = OwnWorkKeyLifetime };
}
