namespace DataHound.Storage.ControlPlane.Upkeep;

/// <summary>What a round of upkeep did.</summary>
public sealed record UpkeepReport
{
    /// <summary>Idempotency keys whose lifetime was over.</summary>
    public required int KeysForgotten { get; init; }

    /// <summary>Notices that were told long ago, each with its notifications and receipts.</summary>
    public required int NoticesForgotten { get; init; }

    /// <summary>Alerts that were resolved long ago.</summary>
    public required int AlertsForgotten { get; init; }

    /// <summary>Partitions made ahead.</summary>
    public required int MonthsAdded { get; init; }

    /// <summary>Partitions of old runs that left the lists, by name.</summary>
    public required IReadOnlyList<string> MonthsDetached { get; init; }
}
