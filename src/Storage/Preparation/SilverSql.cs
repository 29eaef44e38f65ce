using DataHound.Domain.Preparation;
using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.Preparation;

/// <summary>The SQL that turns a gathered batch into its silver, quarantine and discarded tables.</summary>
/// <param name="dataset">The dataset's name.</param>
/// <param name="key">Its key column.</param>
/// <param name="runId">The run.</param>
/// <param name="columns">The batch's columns.</param>
/// <param name="files">The batch's files.</param>
internal sealed class SilverSql(string dataset, string key, string runId, IReadOnlyList<FileColumn> columns, IReadOnlyList<BatchFile> files)
{
    /// <summary>Makes the tables that the batch is gathered in.</summary>
    internal string CreateTables =>
        $"""
        CREATE TEMP TABLE staged ({string.Join(", ", columns.Select(column => $"{DuckSql.Identifier(column.Name)} {StagedColumns.SqlType(column.Type)}"))},
            _file INTEGER, _line BIGINT, _record BIGINT, {StagedColumns.Sequence} BIGINT, _issues VARCHAR);
        CREATE TEMP TABLE set_aside {SetAsideAppender.TableDefinition};
        """;

    /// <summary>Finds the rows whose key comes again later: the last good line wins.</summary>
    internal string CreateSuperseded =>
        $"""
        CREATE TEMP TABLE superseded AS
        SELECT s.{StagedColumns.Sequence} AS {StagedColumns.Sequence}
        FROM staged s JOIN (SELECT {Key} AS k, max({StagedColumns.Sequence}) AS last FROM staged GROUP BY {Key} HAVING count(*) > 1) d ON s.{Key} = d.k
        WHERE s.{StagedColumns.Sequence} < d.last;
        """;

    /// <summary>Notes per column and rule, of good rows only.</summary>
    internal string Issues =>
        $"SELECT issue, count(*)::BIGINT FROM (SELECT unnest(string_split(_issues, chr(10))) AS issue FROM {Good} AND _issues IS NOT NULL) GROUP BY issue ORDER BY issue";

    /// <summary>The silver rows, in the batch's order.</summary>
    internal string Silver =>
        $"""
        SELECT {string.Join(", ", columns.Select(column => $"{Value(column)} AS {DuckSql.Identifier(column.Name)}"))},
            {PerFile(file => DuckSql.Literal(file.Source))} AS _source_file, _line AS _source_line, {DuckSql.Literal(runId)} AS _run_id,
            {RowHash.Sql(columns.Select(column => column.Name))} AS _row_hash, string_split(_issues, chr(10)) AS _issues,
            {PerFile(AbsentSql)} AS _absent_columns
        FROM {Good}
        """;

    /// <summary>The quarantined rows, by file and line.</summary>
    internal string Quarantine =>
        $"""
        SELECT {PerFile(file => DuckSql.Literal(file.Source))} AS source_file, line, record, {DuckSql.Literal(dataset)} AS dataset, rule, "column", "key", reason, raw,
            {DuckSql.Literal(runId)} AS _run_id
        FROM set_aside WHERE NOT discarded ORDER BY _file, record
        """;

    /// <summary>The discarded rows, by file and line; superseded ones stand in bronze at that line.</summary>
    internal string Discarded =>
        $"""
        SELECT {PerFile(file => DuckSql.Literal(file.Source))} AS source_file, line, record, {DuckSql.Literal(dataset)} AS dataset, rule, "key", reason, raw, {DuckSql.Literal(runId)} AS _run_id
        FROM (
            SELECT _file, line, record, rule, "key", reason, raw FROM set_aside WHERE discarded
            UNION ALL
            SELECT _file, _line, _record, {DuckSql.Literal(RowRule.Superseded)}, {Key}, {DuckSql.Literal(RowReasons.Of(RowRule.Superseded, null))}, NULL
            FROM staged SEMI JOIN superseded USING ({StagedColumns.Sequence}))
        ORDER BY _file, record
        """;

    private static string Good => $"staged WHERE {StagedColumns.Sequence} NOT IN (FROM superseded)";

    private string Key => DuckSql.Identifier(key);

    private static string Value(FileColumn column)
    {
        var name = DuckSql.Identifier(column.Name);
        return column.Type switch
        {
            ColumnType.PhoneList => $"string_split({name}, chr({StagedColumns.ElementSeparator}))",
            ColumnType.Turns =>
                $"list_transform(string_split({name}, chr({StagedColumns.ElementSeparator})), lambda t: struct_pack(role := split_part(t, chr({StagedColumns.RoleSeparator}), 1), \"text\" := split_part(t, chr({StagedColumns.RoleSeparator}), 2)))",
            _ => name,
        };
    }

    private string AbsentSql(BatchFile file)
    {
        var absent = file.AbsentOf(columns);
        return absent.Count == 0 ? "NULL::VARCHAR[]" : $"[{string.Join(", ", absent.Select(DuckSql.Literal))}]";
    }

    private string PerFile(Func<BatchFile, string> value) => files.Count == 1 ? value(files[0]) : $"([{string.Join(", ", files.Select(value))}])[_file]";
}
