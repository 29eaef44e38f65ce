namespace DataHound.Domain.Delivery;

/// <summary>A window of days before as_of.</summary>
public sealed record EventListWindow
{
    /// <summary>A timestamp field of the event.</summary>
    public required string Field { get; init; }

    /// <summary>How many calendar days back.</summary>
    public required int DaysBack { get; init; }
}
