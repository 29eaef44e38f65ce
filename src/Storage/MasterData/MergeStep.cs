using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.MasterData;

/// <summary>
/// The SQL of merging one silver relation into a master relation. Values are compared as values: silver holds them trimmed and typed, so that equal values
/// are equal however they were written.
/// </summary>
internal sealed class MergeStep
{
    /// <summary>The column of locations whose value ages, and since when the present value holds.</summary>
    private const string AgingColumn = "current_system_age";

    /// <summary>The master relation, or null when there is none yet.</summary>
    internal required string? Master { get; init; }

    /// <summary>The silver relation.</summary>
    internal required string Silver { get; init; }

    /// <summary>The table of changed rows that <see cref="CreateChanged"/> makes.</summary>
    internal required string Changed { get; init; }

    /// <summary>The key column.</summary>
    internal required string Key { get; init; }

    /// <summary>Data columns of the master relation.</summary>
    internal required IReadOnlyList<string> MasterColumns { get; init; }

    /// <summary>Data columns of the silver relation.</summary>
    internal required IReadOnlyList<string> SilverColumns { get; init; }

    /// <summary>Per column, the conditions under which a silver row says nothing about it, so that the master keeps its value.</summary>
    internal required IReadOnlyDictionary<string, IReadOnlyList<string>> Keeps { get; init; }

    /// <summary>The run's logical instant as a literal.</summary>
    internal required string AsOf { get; init; }

    /// <summary>The run as a literal.</summary>
    internal required string RunId { get; init; }

    /// <summary>Whether rows that the batch lacks, or holds again, must be marked.</summary>
    internal required bool MarksPresence { get; init; }

    /// <summary>Whether rows that the batch lacks become missing.</summary>
    internal required bool IsSnapshot { get; init; }

    /// <summary>The data columns of the merged relation.</summary>
    internal IReadOnlyList<string> Columns => [.. MasterColumns, .. SilverColumns.Except(MasterColumns, StringComparer.Ordinal)];

    /// <summary>Makes the table of rows that exist in both and differ: <c>n</c> with the new values, <c>o</c> with the old ones.</summary>
    internal string CreateChanged
    {
        get
        {
            var both = SilverColumns.Select(column => $"{Merged(column)} AS {New(column)}, {Before(column)} AS {Was(column)}");
            var differs = SilverColumns.Where(column => column != Key).Select(column => $"{New(column)} IS DISTINCT FROM {Was(column)}").DefaultIfEmpty("false");
            return $"""
                CREATE TEMP TABLE {Changed} AS SELECT * FROM (
                    SELECT {string.Join(", ", both)}, s._source_file AS _source_file, s._source_line AS _source_line
                    FROM {Silver} s JOIN {Master} g ON s.{Id(Key)} = g.{Id(Key)})
                WHERE {string.Join(" OR ", differs)};
                """;
        }
    }

    /// <summary>Counts changed rows and cells.</summary>
    internal string CountChanged =>
        $"SELECT count(*)::BIGINT, coalesce(sum({string.Join(" + ", SilverColumns.Select(column => $"({New(column)} IS DISTINCT FROM {Was(column)})::BIGINT"))}), 0)::BIGINT FROM {Changed}";

    /// <summary>Counts rows whose mark of being missing changes.</summary>
    internal string CountPresence =>
        $"""
        SELECT count(*) FILTER (WHERE p.k IS NULL AND g._missing_since IS NULL AND {(IsSnapshot ? "true" : "false")})::BIGINT,
            count(*) FILTER (WHERE p.k IS NOT NULL AND g._missing_since IS NOT NULL)::BIGINT
        FROM {Master} g LEFT JOIN (SELECT {Id(Key)} AS k FROM {Silver}) p ON g.{Id(Key)} = p.k
        """;

    /// <summary>Silver rows that the master lacks.</summary>
    internal string NewRows => Master is null ? $"{Silver} s" : $"{Silver} s ANTI JOIN {Master} g ON s.{Id(Key)} = g.{Id(Key)}";

    /// <summary>The merged relation: the master's rows in their order, then the new ones in theirs.</summary>
    internal string Merge(bool hasChanges) => Master is null ? SelectNew : $"{SelectMaster(hasChanges)} UNION ALL {SelectNew}";

    /// <summary>The log: a row for each new record, then a row for each changed cell, column by column.</summary>
    internal IEnumerable<string> ChangeLog(bool hasChanges)
    {
        yield return $"SELECT s.{Id(Key)} AS \"key\", 'new' AS kind, NULL::VARCHAR AS \"column\", NULL::VARCHAR AS old, NULL::VARCHAR AS new, {RunId} AS _run_id FROM {NewRows}";
        if (!hasChanges)
            yield break;
        foreach (var column in SilverColumns.Where(column => column != Key))
        {
            yield return $"SELECT {New(Key)}, 'update', {DuckSql.Literal(column)}, {AsText(Was(column))}, {AsText(New(column))}, {RunId} FROM {Changed} WHERE {New(column)} IS DISTINCT FROM {Was(column)}";
        }
    }

    private string SelectNew
    {
        get
        {
            var aging = Columns.Contains(AgingColumn, StringComparer.Ordinal) ? $", CASE WHEN s.{Id(AgingColumn)} IS NOT NULL THEN {AsOf} END AS {Since}" : string.Empty;
            var values = Columns.Select(column => $"{(SilverColumns.Contains(column, StringComparer.Ordinal) ? $"s.{Id(column)}" : "NULL")} AS {Id(column)}");
            return $"""
                SELECT {string.Join(", ", values)}, s._source_file AS _source_file, s._source_line AS _source_line, {RunId} AS _run_id, s._row_hash AS _row_hash,
                    {AsOf} AS _first_seen_at, {AsOf} AS _updated_at, NULL::TIMESTAMP AS _missing_since{aging}
                FROM {NewRows}
                """;
        }
    }

    private static string Since => $"_{AgingColumn}_since";

    private string SelectMaster(bool hasChanges)
    {
        var values = Columns.Select(column => $"{Current(column, hasChanges)} AS {Id(column)}");
        var hash = RowHash.Sql(Columns.Select(column => (column, SilverColumns.Contains(column, StringComparer.Ordinal) ? $"c.{New(column)}" : $"g.{Id(column)}")));
        return $"""
            SELECT {string.Join(", ", values)},
                {Technical("_source_file", "c._source_file", hasChanges)}, {Technical("_source_line", "c._source_line", hasChanges)}, {Technical("_run_id", RunId, hasChanges)},
                {Technical("_row_hash", hash, hasChanges)}, g._first_seen_at, {Technical("_updated_at", AsOf, hasChanges)}, {Presence} AS _missing_since{Aging(hasChanges)}
            FROM {Master} g
                {(hasChanges ? $"LEFT JOIN {Changed} c ON g.{Id(Key)} = c.{New(Key)}" : string.Empty)}
                {(MarksPresence ? $"LEFT JOIN (SELECT {Id(Key)} AS k FROM {Silver}) p ON g.{Id(Key)} = p.k" : string.Empty)}
            """;
    }

    private string Presence => !MarksPresence ? "g._missing_since" : $"CASE WHEN p.k IS NULL THEN {(IsSnapshot ? $"coalesce(g._missing_since, {AsOf})" : "g._missing_since")} END";

    private string Aging(bool hasChanges)
    {
        if (!Columns.Contains(AgingColumn, StringComparer.Ordinal))
            return string.Empty;
        var since = hasChanges
            ? $"CASE WHEN c.{New(Key)} IS NULL OR c.{New(AgingColumn)} IS NOT DISTINCT FROM g.{Id(AgingColumn)} THEN g.{Since} WHEN c.{New(AgingColumn)} IS NOT NULL THEN {AsOf} END"
            : $"g.{Since}";
        return $", {since} AS {Since}";
    }

    private string Current(string column, bool hasChanges)
    {
        var old = MasterColumns.Contains(column, StringComparer.Ordinal) ? $"g.{Id(column)}" : "NULL";
        return hasChanges && SilverColumns.Contains(column, StringComparer.Ordinal) ? $"CASE WHEN c.{New(Key)} IS NULL THEN {old} ELSE c.{New(column)} END" : old;
    }

    private string Technical(string column, string changed, bool hasChanges) =>
        $"{(hasChanges ? $"CASE WHEN c.{New(Key)} IS NULL THEN g.{column} ELSE {changed} END" : $"g.{column}")} AS {column}";

    private string Merged(string column)
    {
        var value = $"s.{Id(column)}";
        return Keeps.TryGetValue(column, out var conditions) ? $"CASE WHEN {string.Join(" OR ", conditions)} THEN {Before(column)} ELSE {value} END" : value;
    }

    // A column that the master does not have yet was null, in the column's own type.
    private string Before(string column) => MasterColumns.Contains(column, StringComparer.Ordinal) ? $"g.{Id(column)}" : $"CASE WHEN false THEN s.{Id(column)} END";

    // Lists become JSON, everything else its plain text.
    private static string AsText(string value) => $"CASE WHEN typeof({value}) LIKE '%]' THEN to_json({value})::VARCHAR ELSE {value}::VARCHAR END";

    private static string New(string column) => DuckSql.Identifier($"n {column}");

    private static string Was(string column) => DuckSql.Identifier($"o {column}");

    private static string Id(string column) => DuckSql.Identifier(column);
}
