namespace DataHound.Domain.Events;

/// <summary>Which callers who did not book are worth a second call.</summary>
public sealed record SecondChanceLeadsRules
{
    /// <summary>Days after the latest call beyond which a lead is too old. Default 90.</summary>
    public int MaxDays { get; init; } = 90;
}
