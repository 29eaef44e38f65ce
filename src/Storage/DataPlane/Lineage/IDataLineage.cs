using DataHound.Storage.ControlPlane;

namespace DataHound.Storage.DataPlane.Lineage;

/// <summary>Where data comes from.</summary>
public interface IDataLineage
{
    /// <summary>The version and its ancestors, nearest generation first, then by dataset; those made from received files name them.</summary>
    /// <param name="version">The version.</param>
    /// <param name="depth">How many generations back.</param>
    /// <param name="limit">Most items of a page.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<Page<VersionNode>> OfVersionAsync(DatasetVersion version, int depth, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>The way of a row back to the line of the file that brought it: first the row itself, then the row it was computed from. Null when there is no such row.</summary>
    /// <exception cref="Domain.Observability.UserErrorException"><c>row_without_key</c>: rows of the dataset have no key to ask for.</exception>
    Task<IReadOnlyList<RowStep>?> OfRowAsync(DatasetVersion version, string key, CancellationToken cancellationToken);
}
