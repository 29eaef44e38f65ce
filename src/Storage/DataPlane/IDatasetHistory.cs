using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane;

namespace DataHound.Storage.DataPlane;

/// <summary>Which version of a dataset was current when, and the way back to an earlier one.</summary>
public interface IDatasetHistory
{
    /// <summary>The version that was current at an instant, or null when none was published by then.</summary>
    Task<DatasetVersion?> FindAtAsync(string company, string dataset, DateTimeOffset instant, CancellationToken cancellationToken);

    /// <summary>The versions of all of a company's datasets that were current at an instant, by dataset name.</summary>
    Task<IReadOnlyDictionary<string, DatasetVersion>> ListAtAsync(string company, DateTimeOffset instant, CancellationToken cancellationToken);

    /// <summary>When each version became the current one, newest first.</summary>
    Task<Page<DatasetPublication>> ListPublicationsAsync(string company, string dataset, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// Makes another version of a gold dataset the current one. Nothing is copied or deleted: a new entry of the dataset's history says so, with who and why.
    /// The next version that a run makes has the version it was rolled back to as its parent. The event index follows an event dataset, at the latest with the next reconciliation.
    /// </summary>
    /// <exception cref="UserErrorException">
    /// <c>dataset_unknown</c>, <c>version_unknown</c>, <c>version_removed</c>, <c>version_current</c> (it is the current one already), <c>run_active</c> (a run of
    /// the company is active), <c>dataset_not_rolled_back</c> (the dataset is a batch or a log).
    /// </exception>
    Task<RollbackResult> RollBackAsync(RollbackRequest request, CancellationToken cancellationToken);
}
