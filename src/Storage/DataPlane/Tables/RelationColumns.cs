using DuckDb;

namespace DataHound.Storage.DataPlane.Tables;

/// <summary>The columns of a relation.</summary>
public static class RelationColumns
{
    /// <summary>The names of its data columns, in order. Technical columns begin with an underscore and are left out.</summary>
    public static IReadOnlyList<string> DataColumns(DuckConnection connection, string relation) => [.. All(connection, relation).Where(IsData)];

    /// <summary>Whether a column holds data of the row and not a note about it.</summary>
    public static bool IsData(string column) => !column.StartsWith('_');

    /// <summary>The names of all its columns, in order.</summary>
    public static IReadOnlyList<string> All(DuckConnection connection, string relation)
    {
        using var reader = connection.Query($"SELECT * FROM {DuckSql.Identifier(relation)} LIMIT 0");
        return [.. reader.Columns.Select(column => column.Name)];
    }
}
