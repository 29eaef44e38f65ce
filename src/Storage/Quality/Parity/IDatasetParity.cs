using DataHound.Storage.ControlPlane;
using DataHound.Storage.DataPlane;

namespace DataHound.Storage.Quality.Parity;

/// <summary>Compares two versions of a dataset: row counts, sets of keys, cells.</summary>
public interface IDatasetParity
{
    /// <summary>The whole comparison, with a few samples of each difference.</summary>
    /// <exception cref="Domain.Observability.UserErrorException"><c>parity_key_unknown</c>: a version has no such column.</exception>
    Task<ParityReport> CompareAsync(DatasetVersion from, DatasetVersion to, ParityRequest request, CancellationToken cancellationToken);

    /// <summary>A page of one kind of difference, in the order of the keys.</summary>
    /// <exception cref="Domain.Observability.UserErrorException"><c>parity_key_unknown</c>, <c>parity_column_unknown</c> or <c>cursor_invalid</c>.</exception>
    Task<Page<ParityDifference>> ListAsync(DatasetVersion from, DatasetVersion to, ParityRequest request, ParityPart part, int limit, string? cursor, CancellationToken cancellationToken);
}
