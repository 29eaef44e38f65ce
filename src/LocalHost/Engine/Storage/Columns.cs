using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Builds statements whose rows travel as one array a column.</summary>
internal static class Columns
{
    /// <summary>Adds a statement with its parameters, in the order of $1, $2 and so on.</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>One column of some rows.</summary>
    public static TColumn[] Column<TRow, TColumn>(this IReadOnlyList<TRow> rows, Func<TRow, TColumn> column)
    {
        var values = new TColumn[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = column(rows[index]);
        }

        return values;
    }
}
