using DataHound.Domain.Pipelines;

namespace DataHound.Domain.Events;

/// <summary>A type of event: what it is about, which fields it has and how it ends.</summary>
public sealed record EventType
{
    /// <summary>The type's name, such as <c>canceled_jobs</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The type's own fields, in the order of its dataset's columns.</summary>
    public required IReadOnlyList<EventField> Fields { get; init; }

    /// <summary>The reasons of its own for which it stops, in the order in which the first that applies is taken.</summary>
    public required IReadOnlyList<string> NamedReasons { get; init; }

    /// <summary>The status of an event that grew too old: archived for things that stay true, else resolved.</summary>
    public string TooOldStatus { get; init; } = EventStatuses.Resolved;

    /// <summary>The gold dataset that holds the events.</summary>
    public string Dataset => DatasetNames.Events(Name);

    /// <summary>The reason that an event stops for: the first named one that applies, then superseded, then too old, else that it no longer matches.</summary>
    /// <param name="applying">All reasons that apply, in any order.</param>
    public string FirstReason(IReadOnlyCollection<string> applying)
    {
        foreach (var reason in NamedReasons)
        {
            if (applying.Contains(reason, StringComparer.Ordinal))
                return reason;
        }
        if (applying.Contains(EventReasons.Superseded, StringComparer.Ordinal))
            return EventReasons.Superseded;
        return applying.Contains(EventReasons.TooOld, StringComparer.Ordinal) ? EventReasons.TooOld : EventReasons.NoLongerMatches;
    }

    /// <summary>The status of an event that stopped for a reason.</summary>
    public string StatusAfter(string reason) => string.Equals(reason, EventReasons.TooOld, StringComparison.Ordinal) ? TooOldStatus : EventStatuses.Resolved;
}
