using System.Text.Json.Nodes;
using DataHound.Storage.ControlPlane;

namespace DataHound.Storage.DataPlane.Reading;

/// <summary>Reads rows of a dataset version for people: a page at a time, or one row by its key. Not for processing.</summary>
public interface IDatasetReader
{
    /// <summary>A page of rows in the version's order, each a JSON object by column name; decimals are strings, timestamps ISO 8601 without zone.</summary>
    /// <exception cref="Domain.Observability.UserErrorException"><c>cursor_invalid</c>.</exception>
    Task<Page<JsonObject>> ReadAsync(DatasetVersion version, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>A page of the rows whose columns have exactly these texts, in the version's order.</summary>
    /// <exception cref="Domain.Observability.UserErrorException"><c>cursor_invalid</c>.</exception>
    Task<Page<JsonObject>> ReadWhereAsync(DatasetVersion version, IReadOnlyList<(string Column, string Value)> where, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>The first row whose column has exactly this text, or null.</summary>
    Task<JsonObject?> FindAsync(DatasetVersion version, string column, string value, CancellationToken cancellationToken);
}
