namespace DataHound.Storage.ControlPlane.Backfills;

/// <summary>A pipeline run for every day of a range.</summary>
public sealed record Backfill
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The companies.</summary>
    public required IReadOnlyList<string> Companies { get; init; }

    /// <summary>The stages of each run.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Most runs at once.</summary>
    public required int Parallelism { get; init; }

    /// <summary>How far it is.</summary>
    public required BackfillStatus Status { get; init; }

    /// <summary>Who asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its status changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
