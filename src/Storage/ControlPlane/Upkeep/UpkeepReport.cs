namespace DataHound.Storage.ControlPlane.Upkeep;

/// <summary>What a round of upkeep did.</summary>
/// <param name="KeysForgotten">Idempotency keys whose lifetime was over.</param>
/// <param name="MonthsAdded">Partitions made ahead.</param>
/// <param name="MonthsDetached">Partitions of old runs that left the lists, by name.</param>
public sealed record UpkeepReport(int KeysForgotten, int MonthsAdded, IReadOnlyList<string> MonthsDetached);
