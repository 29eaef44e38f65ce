using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Backfills;

/// <summary>A pipeline that shall run for every day of a range.</summary>
public sealed record BackfillRequest
{
    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Slugs of the companies with their time zones (IANA names); at least one.</summary>
    public required IReadOnlyList<(string Company, string TimeZone)> Companies { get; init; }

    /// <summary>The stages to walk.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Most runs at once.</summary>
    public required int Parallelism { get; init; }

    /// <summary>Who asked.</summary>
    public required Initiator By { get; init; }

    /// <summary>The same key is the same backfill; null when the caller gave none.</summary>
    public string? Key { get; init; }
}
