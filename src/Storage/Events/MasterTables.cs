using DataHound.Domain.Preparation;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.Events;

/// <summary>Gold master tables as relations of a session. One that was never published, or lacks a column, reads as if it were empty there.</summary>
internal static class MasterTables
{
    /// <summary>Makes each dataset readable under its own name.</summary>
    /// <param name="session">The session.</param>
    /// <param name="datasets">Names of master datasets.</param>
    /// <param name="versions">The pinned versions, of which those of other datasets are left alone.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task OpenAsync(TableSession session, IEnumerable<string> datasets, IReadOnlyList<DatasetVersion> versions, CancellationToken cancellationToken)
    {
        foreach (var name in datasets)
        {
            var schema = FieldServiceDatasets.Find(name) ?? throw new InvalidOperationException($"There is no master dataset '{name}'.");
            var columns = schema.Columns.Select(column => (column.Name, SqlTypes.Of(column.Type)));
            if (string.Equals(name, "locations", StringComparison.Ordinal))
                columns = columns.Append(("_current_system_age_since", SqlTypes.Of(ColumnType.Timestamp)));
            await OpenAsync(session, name, columns, versions, cancellationToken);
        }
    }

    /// <summary>Makes a dataset readable under another name, with columns that are there even when it was never published.</summary>
    public static async Task OpenAsync(
        TableSession session,
        string dataset,
        string relation,
        IEnumerable<(string Name, string Type)> columns,
        IReadOnlyList<DatasetVersion> versions,
        CancellationToken cancellationToken)
    {
        var shape = string.Join(", ", columns.Select(column => $"NULL::{column.Type} AS {DuckSql.Identifier(column.Name)}"));
        var rows = $"SELECT {shape} WHERE false";
        if (versions.FirstOrDefault(version => string.Equals(version.Dataset, dataset, StringComparison.Ordinal)) is { } found)
        {
            var published = $"{relation}_published";
            await session.ReadAsync(published, found, cancellationToken);
            rows = $"{rows} UNION ALL BY NAME SELECT * FROM {DuckSql.Identifier(published)}";
        }
        await session.ExecuteAsync($"CREATE OR REPLACE TEMP VIEW {DuckSql.Identifier(relation)} AS {rows}", cancellationToken);
    }

    private static Task OpenAsync(
        TableSession session, string dataset, IEnumerable<(string Name, string Type)> columns, IReadOnlyList<DatasetVersion> versions, CancellationToken cancellationToken) =>
        OpenAsync(session, dataset, dataset, columns, versions, cancellationToken);
}
