using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.MasterData;

/// <summary>
/// The SQL of merging one silver relation into a master relation. Values are compared as values: silver holds them trimmed and typed, so that equal values
/// are equal however they were written. Rows come out in an order that follows from the inputs alone: the unchanged in theirs, the changed by key, the new in
/// theirs. (NOT IN instead of ANTI JOIN: the engine may turn the latter around and lose the order.)
/// </summary>
internal sealed class MergeStep
{
    /// <summary>The column of locations whose value ages, and since when the present value holds.</summary>
    private const string AgingColumn = "current_system_age";

    private const string AgingSince = $"_{AgingColumn}_since";

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

    /// <summary>Silver rows that the master lacks.</summary>
    internal string NewRows => Master is null ? $"{Silver} s" : $"{Silver} s WHERE s.{Id(Key)} NOT IN (SELECT {Id(Key)} FROM {Master})";

    /// <summary>Makes the table of rows that exist in both and differ: every merged column under its name, and the old values of silver's columns.</summary>
    internal string CreateChanged
    {
        get
        {
            var merged = Columns.Select(column => $"{(IsInSilver(column) ? Merged(column) : $"g.{Id(column)}")} AS {Id(column)}");
            var before = SilverColumns.Select(column => $"{Before(column)} AS {Was(column)}");
            var differs = SilverColumns.Where(column => column != Key).Select(column => $"{Id(column)} IS DISTINCT FROM {Was(column)}").DefaultIfEmpty("false");
            return $"""
                CREATE TEMP TABLE {Changed} AS SELECT * FROM (
                    SELECT {string.Join(", ", merged.Concat(before))}, s._source_file AS _source_file, s._source_line AS _source_line,
                        g._first_seen_at AS _first_seen_at{(IsAging ? $", g.{AgingSince} AS {AgingSince}" : string.Empty)}
                    FROM {Silver} s JOIN {Master} g ON s.{Id(Key)} = g.{Id(Key)})
                WHERE {SqlChain.Of("OR", [.. differs])}
                ORDER BY {Id(Key)};
                """;
        }
    }

    /// <summary>Counts changed rows and cells.</summary>
    internal string CountChanged =>
        $"SELECT count(*)::BIGINT, coalesce(sum({SqlChain.Of("+", [.. SilverColumns.Select(column => $"({Id(column)} IS DISTINCT FROM {Was(column)})::BIGINT")])}), 0)::BIGINT FROM {Changed}";

    /// <summary>Counts rows that become missing, and rows that no longer are.</summary>
    internal string CountPresence =>
        $"""
        SELECT count(*) FILTER (WHERE NOT is_present AND missing IS NULL AND {(IsSnapshot ? "true" : "false")})::BIGINT,
            count(*) FILTER (WHERE is_present AND missing IS NOT NULL)::BIGINT
        FROM (SELECT {IsPresent} AS is_present, g._missing_since AS missing FROM {Master} g)
        """;

    /// <summary>The merged relation.</summary>
    internal string Merge(bool hasChanges) => Master is null ? SelectNew : $"{SelectUnchanged(hasChanges)} {(hasChanges ? $"UNION ALL {SelectChanged}" : string.Empty)} UNION ALL {SelectNew}";

    /// <summary>The log: a row for each new record, then a row for each changed cell, column by column.</summary>
    internal IEnumerable<string> ChangeLog(bool hasChanges)
    {
        yield return $"SELECT s.{Id(Key)} AS \"key\", 'new' AS kind, NULL::VARCHAR AS \"column\", NULL::VARCHAR AS old, NULL::VARCHAR AS new, {RunId} AS _run_id FROM {NewRows}";
        if (!hasChanges)
            yield break;
        foreach (var column in SilverColumns.Where(column => column != Key))
            yield return $"SELECT {Id(Key)}, 'update', {DuckSql.Literal(column)}, {AsText(Was(column))}, {AsText(Id(column))}, {RunId} FROM {Changed} WHERE {Id(column)} IS DISTINCT FROM {Was(column)}";
    }

    private IReadOnlyList<string> Columns => [.. MasterColumns, .. SilverColumns.Except(MasterColumns, StringComparer.Ordinal)];

    private bool IsAging => Columns.Contains(AgingColumn, StringComparer.Ordinal);

    private string IsPresent => $"g.{Id(Key)} IN (SELECT {Id(Key)} FROM {Silver})";

    private string SelectUnchanged(bool hasChanges)
    {
        var values = Columns.Select(column => $"{(IsInMaster(column) ? $"g.{Id(column)}" : "NULL")} AS {Id(column)}");
        var missing = !MarksPresence ? "g._missing_since" : $"CASE WHEN NOT {IsPresent} THEN {(IsSnapshot ? $"coalesce(g._missing_since, {AsOf})" : "g._missing_since")} END";
        return $"""
            SELECT {string.Join(", ", values)}, g._source_file, g._source_line, g._run_id, g._row_hash, g._first_seen_at, g._updated_at, {missing} AS _missing_since{(IsAging ? $", g.{AgingSince}" : string.Empty)}
            FROM {Master} g {(hasChanges ? $"WHERE g.{Id(Key)} NOT IN (SELECT {Id(Key)} FROM {Changed})" : string.Empty)}
            """;
    }

    private string SelectChanged
    {
        get
        {
            var since = $"CASE WHEN {Id(AgingColumn)} IS NOT DISTINCT FROM {Was(AgingColumn)} THEN {AgingSince} WHEN {Id(AgingColumn)} IS NOT NULL THEN {AsOf} END";
            var aging = !IsAging ? string.Empty : IsInSilver(AgingColumn) ? $", {since} AS {AgingSince}" : $", {AgingSince}";
            return $"""
                SELECT {string.Join(", ", Columns.Select(Id))}, _source_file, _source_line, {RunId} AS _run_id, {RowHash.Sql(Columns)} AS _row_hash,
                    _first_seen_at, {AsOf} AS _updated_at, NULL::TIMESTAMP AS _missing_since{aging}
                FROM {Changed}
                """;
        }
    }

    private string SelectNew
    {
        get
        {
            var values = Columns.Select(column => $"{(IsInSilver(column) ? $"s.{Id(column)}" : "NULL")} AS {Id(column)}");
            var since = IsInSilver(AgingColumn) ? $"CASE WHEN s.{Id(AgingColumn)} IS NOT NULL THEN {AsOf} END" : "NULL::TIMESTAMP";
            return $"""
                SELECT {string.Join(", ", values)}, s._source_file AS _source_file, s._source_line AS _source_line, {RunId} AS _run_id, s._row_hash AS _row_hash,
                    {AsOf} AS _first_seen_at, {AsOf} AS _updated_at, NULL::TIMESTAMP AS _missing_since{(IsAging ? $", {since} AS {AgingSince}" : string.Empty)}
                FROM {NewRows}
                """;
        }
    }

    private string Merged(string column)
    {
        var value = $"s.{Id(column)}";
        return Keeps.TryGetValue(column, out var conditions) ? $"CASE WHEN {string.Join(" OR ", conditions)} THEN {Before(column)} ELSE {value} END" : value;
    }

    // A column that the master does not have yet was null, in the column's own type.
    private string Before(string column) => IsInMaster(column) ? $"g.{Id(column)}" : $"CASE WHEN false THEN s.{Id(column)} END";

    private bool IsInMaster(string column) => MasterColumns.Contains(column, StringComparer.Ordinal);

    private bool IsInSilver(string column) => SilverColumns.Contains(column, StringComparer.Ordinal);

    // Lists become JSON, everything else its plain text.
    private static string AsText(string value) => $"CASE WHEN typeof({value}) LIKE '%]' THEN to_json({value})::VARCHAR ELSE {value}::VARCHAR END";

    private static string Was(string column) => DuckSql.Identifier($"o {column}");

    private static string Id(string column) => DuckSql.Identifier(column);
}
