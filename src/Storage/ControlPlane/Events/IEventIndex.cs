namespace DataHound.Storage.ControlPlane.Events;

/// <summary>The index of every event's current state.</summary>
public interface IEventIndex
{
    /// <summary>
    /// Takes over states in one transaction: first_seen_at stays for events it has, last_seen_at never goes back, everything else follows
    /// the row. Of several rows with one id the last counts.
    /// </summary>
    /// <returns>How many events were added or updated.</returns>
    Task<long> UpsertEventsIndexAsync(string company, string runId, string? sourceFile, IAsyncEnumerable<EventIndexRow> rows, CancellationToken cancellationToken);

    /// <summary>Resolves the active events of a type that are not among the current ones.</summary>
    /// <returns>How many were resolved.</returns>
    Task<long> ResolveMissingEventsAsync(IReadOnlyCollection<string> currentEventIds, string eventType, string company, string runId, CancellationToken cancellationToken);

    /// <summary>Events of a company.</summary>
    Task<Page<IndexedEvent>> ListAsync(EventQuery query, CancellationToken cancellationToken);

    /// <summary>One event of a company, or null.</summary>
    Task<IndexedEvent?> FindAsync(string company, string eventId, CancellationToken cancellationToken);

    /// <summary>How many events of each type have which status, by type and status.</summary>
    Task<IReadOnlyList<EventCount>> CountAsync(string company, CancellationToken cancellationToken);
}
