using System.Text.Json.Nodes;
using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Quality;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.Quality;

/// <summary>The quarantined rows of a company's readable versions as one relation, with those hidden that are not open.</summary>
internal sealed class QuarantineTables : IAsyncDisposable
{
    private const string Columns = "version VARCHAR, age BIGINT, number BIGINT, source_file VARCHAR, line BIGINT, record BIGINT, dataset VARCHAR, rule VARCHAR, \"column\" VARCHAR, \"key\" VARCHAR, reason VARCHAR, raw VARCHAR";
    private readonly TableSession _session;
    private readonly IReadOnlyList<DatasetVersion> _versions;

    private QuarantineTables(TableSession session, IReadOnlyList<DatasetVersion> versions)
    {
        _session = session;
        _versions = versions;
    }

    /// <summary>Opens the rows.</summary>
    /// <param name="engine">The table engine.</param>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="company">The company's slug.</param>
    /// <param name="dataset">Only this dataset; null for all.</param>
    /// <param name="only">Only these versions; empty for all.</param>
    /// <param name="hidden">Rows that are not open.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<QuarantineTables> OpenAsync(
        TableEngine engine, IDatasetCatalog catalog, string company, string? dataset, IReadOnlyCollection<Guid> only, IReadOnlyList<QuarantineRowId> hidden, CancellationToken cancellationToken)
    {
        var layer = await catalog.ListLayerAsync(company, DataLayer.Quarantine, dataset, cancellationToken);
        DatasetVersion[] versions =
        [
            .. layer.Where(version => DatasetNames.IsQuarantine(version.Dataset) && version.Files.Count > 0 && (only.Count == 0 || only.Contains(version.Id)))
                .OrderBy(version => version.CreatedAt).ThenBy(version => version.Dataset, StringComparer.Ordinal),
        ];
        var session = engine.OpenSession();
        try
        {
            var paths = new List<string>(versions.Length);
            foreach (var version in versions)
                paths.Add(await session.OpenFileAsync(version.Files[0], version, cancellationToken));
            await session.RunAsync(connection => Create(connection, versions, paths, hidden, cancellationToken), cancellationToken);
            return new QuarantineTables(session, versions);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The run that made a version.</summary>
    public string RunOf(Guid version) => _versions.First(candidate => candidate.Id == version).ProducedByRunId;

    /// <summary>The chosen rows that are open, oldest batch first.</summary>
    /// <exception cref="UserErrorException"><c>selection_too_large</c>.</exception>
    public Task<List<QuarantinedRow>> SelectAsync(QuarantineSelection selection, int maximum, CancellationToken cancellationToken) => _session.RunAsync(
        connection =>
        {
            var rows = new List<QuarantinedRow>();
            Load(connection, "wanted", selection.Rows);
            var conditions = new List<string> { "true" };
            if (selection.Rules.Count > 0)
                conditions.Add($"rule IN ({string.Join(", ", selection.Rules.Select(DuckSql.Literal))})");
            if (selection.Rows.Count > 0)
                conditions.Add("EXISTS (FROM wanted w WHERE w.version = q.version AND w.number = q.number)");
            using var reader = connection.Query(
                FormattableString.Invariant($"SELECT version, number, dataset, source_file, record, raw FROM open_rows q WHERE {string.Join(" AND ", conditions)} ORDER BY age, number LIMIT {maximum + 1L}"),
                parameters: null,
                cancellationToken);
            while (reader.NextChunk())
            {
                for (var row = 0; row < reader.RowCount; row++)
                    rows.Add(Read(reader, row));
            }

            return rows.Count <= maximum
                ? rows
                : throw new UserErrorException("selection_too_large", $"More than {maximum} rows are chosen.", "Choose a dataset, rules or rows, and do it in several steps; or raise DataHound:Quarantine:MaximumRows.");
        },
        cancellationToken);

    /// <summary>Open rows by dataset, rule and column.</summary>
    public Task<List<QuarantineReason>> ReasonsAsync(int samples, long offset, int limit, CancellationToken cancellationToken) => _session.RunAsync(
        connection =>
        {
            var reasons = new List<QuarantineReason>();
            using var reader = connection.Query(
                FormattableString.Invariant($$"""
                WITH reasons AS (
                    SELECT dataset, rule, "column", count(*)::BIGINT AS rows, count(DISTINCT source_file)::BIGINT AS files FROM open_rows
                    GROUP BY dataset, rule, "column" ORDER BY dataset, rule, "column" LIMIT {{limit}} OFFSET {{offset}}),
                samples AS (
                    SELECT o.dataset, o.rule, o."column", o.age, o.number,
                        struct_pack(id := o.version || '-' || o.number, source_file := o.source_file, line := o.line, "key" := o."key", reason := o.reason, raw := o.raw) AS sample
                    FROM open_rows o SEMI JOIN reasons r ON o.dataset = r.dataset AND o.rule = r.rule AND o."column" IS NOT DISTINCT FROM r."column"
                    QUALIFY row_number() OVER (PARTITION BY o.dataset, o.rule, o."column" ORDER BY o.age DESC, o.number) <= {{samples}})
                SELECT to_json(struct_pack(dataset := r.dataset, rule := r.rule, "column" := r."column", rows := r.rows, files := r.files, samples := (
                    SELECT coalesce(list(s.sample ORDER BY s.age DESC, s.number), []) FROM samples s
                    WHERE s.dataset = r.dataset AND s.rule = r.rule AND s."column" IS NOT DISTINCT FROM r."column")))::VARCHAR
                FROM reasons r ORDER BY r.dataset, r.rule, r."column"
                """),
                parameters: null,
                cancellationToken);
            while (reader.NextChunk())
            {
                for (var row = 0; row < reader.RowCount; row++)
                    reasons.Add(Reason(JsonNode.Parse(reader.Column(0).String(row))!.AsObject()));
            }

            return reasons;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static bool Create(DuckConnection connection, DatasetVersion[] versions, List<string> paths, IReadOnlyList<QuarantineRowId> hidden, CancellationToken cancellationToken)
    {
        connection.ExecuteScript(
            "CREATE TEMP TABLE versions (path VARCHAR, version VARCHAR, age BIGINT); CREATE TEMP TABLE hidden (version VARCHAR, number BIGINT); CREATE TEMP TABLE wanted (version VARCHAR, number BIGINT);",
            cancellationToken);
        using (var appender = connection.CreateAppender("versions"))
        {
            for (var index = 0; index < versions.Length; index++)
            {
                appender.Append(paths[index]);
                appender.Append(versions[index].Id.ToString("N"));
                appender.Append((long)index);
                appender.EndRow();
            }

            appender.Complete();
        }

        Load(connection, "hidden", hidden);
        connection.ExecuteScript(
            (versions.Length == 0
                ? $"CREATE TEMP TABLE quarantined ({Columns});"
                : $"""
                CREATE TEMP VIEW quarantined AS SELECT v.version, v.age, q.file_row_number AS number, q.source_file, q.line, q.record, q.dataset, q.rule, q."column", q."key", q.reason, q.raw
                FROM read_parquet([{string.Join(", ", paths.Select(DuckSql.Literal))}], filename = true, file_row_number = true, union_by_name = true, hive_partitioning = false) q
                JOIN versions v ON v.path = q.filename;
                """)
            + "CREATE TEMP VIEW open_rows AS SELECT * FROM quarantined q WHERE NOT EXISTS (FROM hidden h WHERE h.version = q.version AND h.number = q.number);",
            cancellationToken);
        return true;
    }

    private static void Load(DuckConnection connection, string table, IReadOnlyList<QuarantineRowId> rows)
    {
        using var appender = connection.CreateAppender(table);
        foreach (var row in rows)
        {
            appender.Append(row.VersionId.ToString("N"));
            appender.Append(row.Number);
            appender.EndRow();
        }

        appender.Complete();
    }

    private static QuarantinedRow Read(DuckReader reader, int row) => new()
    {
        Id = new QuarantineRowId(Guid.ParseExact(reader.Column(0).String(row), "N"), reader.Column(1).Int64(row)),
        Dataset = reader.Column(2).String(row),
        SourceFile = reader.Column(3).String(row),
        Record = reader.Column(4).Int64(row),
        Raw = reader.Column(5).String(row),
    };

    private static QuarantineReason Reason(JsonObject json) => new()
    {
        Dataset = json["dataset"]!.GetValue<string>(),
        Rule = json["rule"]!.GetValue<string>(),
        Column = json["column"]?.GetValue<string>(),
        Rows = json["rows"]!.GetValue<long>(),
        Files = json["files"]!.GetValue<long>(),
        Samples = json["samples"]!.DeepClone().AsArray(),
    };
}
