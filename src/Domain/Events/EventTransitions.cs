namespace DataHound.Domain.Events;

/// <summary>What a detection run did to an event.</summary>
public static class EventTransitions
{
    /// <summary>Found for the first time.</summary>
    public const string New = "new";

    /// <summary>Found again, as in the run before.</summary>
    public const string Still = "still";

    /// <summary>Found again after it had stopped.</summary>
    public const string Reactivated = "reactivated";

    /// <summary>The transition of an event that a run found, by its status before the run; null when it had none.</summary>
    public static string OfFound(string? statusBefore) => statusBefore switch
    {
        null => New,
        EventStatuses.Active => Still,
        _ => Reactivated,
    };
}
