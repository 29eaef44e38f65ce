using DataHound.Storage.ControlPlane;

namespace DataHound.Storage.DataPlane.Schemas;

/// <summary>How received files differed from their datasets' schemas.</summary>
public interface ISchemaDriftLog
{
    /// <summary>A company's differences, newest first; of one dataset or run when these are given.</summary>
    Task<Page<RecordedDrift>> ListAsync(string company, string? dataset, string? runId, int limit, string? cursor, CancellationToken cancellationToken);
}
