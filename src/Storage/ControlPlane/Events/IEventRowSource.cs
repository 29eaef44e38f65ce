using DataHound.Storage.DataPlane;

namespace DataHound.Storage.ControlPlane.Events;

/// <summary>Reads the rows of an event dataset for the event index.</summary>
public interface IEventRowSource
{
    /// <summary>
    /// Streams a file's rows in file order. Its columns are event_id, event_type, entity_type, entity_id, status, reason, severity,
    /// first_seen_at, last_seen_at (instants) and details (JSON text); further columns are ignored.
    /// </summary>
    IAsyncEnumerable<EventIndexRow> ReadAsync(ManifestFile file, CancellationToken cancellationToken);
}
