using System.Text.Json.Nodes;
using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Domain.Time;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Ingestion;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Preparation.Reading;
using DuckDb;

namespace DataHound.Storage.Preparation;

/// <summary>All files of a dataset that are prepared together.</summary>
internal sealed class Batch : IDisposable
{
    private readonly StageContext _context;
    private readonly DatasetSchema _schema;
    private readonly DatasetExtraction _extraction;
    private readonly TimeZoneInfo _zone;
    private readonly ReadingLimits _limits;
    private readonly List<BatchFile> _files = [];

    /// <summary>Begins a batch.</summary>
    internal Batch(StageContext context, string dataset, ExtractionConfig config, ReadingLimits limits)
    {
        _context = context;
        _limits = limits;
        _extraction = config.Datasets.GetValueOrDefault(dataset) ?? throw new UserErrorException(
            "dataset_not_configured",
            $"The extraction configuration of '{context.Company}' no longer names the dataset '{dataset}', but received files of it wait.",
            "Put the dataset back into the configuration, then run again.");
        _schema = DatasetRecognition.SchemaOf(dataset, _extraction);
        _zone = TimeZoneInfo.FindSystemTimeZoneById(config.Timezone);
    }

    /// <summary>Opens the next file of the batch.</summary>
    internal async Task OpenAsync(ReceivedFile file, IObjectStore objects, TableSession session, CancellationToken cancellationToken)
    {
        var source = $"{file.Delivery}/{file.Name}";
        try
        {
            var path = await session.OpenObjectAsync(file.ObjectPath, cancellationToken);
            var reader = new ReceivedFileOpener(_limits, session.WorkDirectory).Open(path, file.Name, file.Sha256)
                ?? throw new UnreadableFileException("The file is empty.");
            var columns = FileColumns.Of(reader.Headings, _schema, _extraction);
            _files.Add(new BatchFile { Number = _files.Count + 1, Source = source, Reader = reader, Columns = columns, Contract = FileContract.Of(source, columns, _schema, _extraction) });
        }
        catch (UnreadableFileException error)
        {
            throw Unreadable(source, error);
        }
    }

    /// <summary>Reads all files and writes the batch's tables.</summary>
    internal async Task<StageUnitResult> PrepareAsync(TableSession session, StageUnit unit, CancellationToken cancellationToken)
    {
        var columns = StagedColumns.Of(_schema, _extraction, _files.Select(file => file.Contract.KeptColumns));
        var sql = new SilverSql(_schema.Name, _extraction.Key, _context.RunId, columns, _files);
        var counts = await session.RunAsync(connection => Gather(connection, columns, sql, cancellationToken), cancellationToken);
        if (!counts.AddUp())
            throw new InvalidOperationException($"The rows of '{_schema.Name}' do not add up: {counts.In} in, {counts.Good} good.");

        var versions = new List<ProducedVersion>();
        if (counts.Good > 0)
            versions.Add(await WriteAsync(session, DataLayer.Silver, DatasetNames.Silver(_schema.Name), sql.Silver, columns.Count, cancellationToken));
        if (counts.Quarantined.Count > 0)
            versions.Add(await WriteAsync(session, DataLayer.Quarantine, DatasetNames.Quarantine(_schema.Name), sql.Quarantine, 0, cancellationToken));
        if (counts.Discarded.Count > 0)
            versions.Add(await WriteAsync(session, DataLayer.Quarantine, DatasetNames.Discarded(_schema.Name), sql.Discarded, 0, cancellationToken));
        var issues = await session.RunAsync(connection => CountIssues(connection, sql), cancellationToken);
        SchemaDrift[] drift = [.. _files.SelectMany(file => file.Contract.Drift(file.RowsIn))];
        return new StageUnitResult
        {
            Unit = unit.Name,
            Counts = counts,
            Versions = versions,
            PreparedFiles = unit.InputFiles,
            Details = new JsonObject { ["files"] = new JsonArray([.. _files.Select(DescribeFile)]), ["issues"] = issues, ["drift"] = new JsonArray([.. drift.Select(Describe)]) },
            Drift = drift,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    private StageCounts Gather(DuckConnection connection, IReadOnlyList<FileColumn> columns, SilverSql sql, CancellationToken cancellationToken)
    {
        connection.ExecuteScript(sql.CreateTables, cancellationToken);
        using var rows = connection.CreateAppender("staged");
        using var aside = connection.CreateAppender("set_aside");
        var setAside = new SetAsideAppender(aside);
        var timestamps = new TimestampReader([.. _extraction.DateFormats.Select(Compile)], _zone);
        var stager = new RowStager(rows, setAside, new CellAppender(timestamps), columns, _extraction);
        foreach (var file in _files)
        {
            try
            {
                stager.Take(file, cancellationToken);
            }
            catch (UnreadableFileException error)
            {
                throw Unreadable(file.Source, error);
            }
        }

        var staged = rows.Complete();
        aside.Complete();
        connection.ExecuteScript(sql.CreateSuperseded, cancellationToken);
        var superseded = connection.QueryScalar<long>("SELECT count(*) FROM superseded", cancellationToken: cancellationToken);
        var discarded = new SortedDictionary<string, long>(setAside.Discarded.ToDictionary(), StringComparer.Ordinal);
        if (superseded > 0)
            discarded[RowRule.Superseded] = superseded;
        return new StageCounts { In = _files.Sum(file => file.RowsIn), Good = staged - superseded, Quarantined = setAside.Quarantined, Discarded = discarded };
    }

    private async Task<ProducedVersion> WriteAsync(TableSession session, DataLayer layer, string dataset, string query, int width, CancellationToken cancellationToken)
    {
        // A row group is held in memory: very wide rows get smaller ones.
        const int WideTable = 100;
        const int FewRows = 4_096;
        var target = new TableTarget
        {
            Company = _context.Company,
            Layer = layer,
            Dataset = dataset,
            SchemaVersion = FieldServiceDatasets.SchemaVersion,
            RunId = _context.RunId,
            LocalDate = DateOnly.FromDateTime(CompanyClock.LocalTime(_context.AsOf, _zone)),
            RowGroupSize = width > WideTable ? FewRows : null,
        };
        var file = await session.WriteAsync(target, query, cancellationToken);
        return new ProducedVersion { Dataset = dataset, Layer = layer, SchemaVersion = target.SchemaVersion, Files = [file] };
    }

    private TimestampFormat Compile(string format)
    {
        try
        {
            return TimestampFormat.Compile(format);
        }
        catch (FormatException error)
        {
            throw new UserErrorException(
                new UserError("config_invalid", $"The extraction configuration of '{_context.Company}', dataset '{_schema.Name}': {error.Message}", "Correct date_formats in that configuration, then run again."),
                error);
        }
    }

    private static JsonObject CountIssues(DuckConnection connection, SilverSql sql)
    {
        var issues = new JsonObject();
        using var reader = connection.Query(sql.Issues);
        while (reader.NextChunk())
        {
            var names = reader.Column(0);
            var counts = reader.Column(1);
            for (var row = 0; row < reader.RowCount; row++)
                issues[names.String(row)] = counts.Int64(row);
        }

        return issues;
    }

    private static JsonNode DescribeFile(BatchFile file) => new JsonObject
    {
        ["file"] = file.Source,
        ["rows_in"] = file.RowsIn,
        ["columns"] = new JsonArray([.. file.Columns.Select(column => JsonValue.Create(column.Name))]),
    };

    private static JsonNode Describe(SchemaDrift drift) => new JsonObject
    {
        ["file"] = drift.SourceFile,
        ["column"] = drift.Column,
        ["kind"] = drift.Kind.Word(),
        ["action"] = drift.Action.Word(),
        ["rows"] = drift.Rows,
    };

    private static UserErrorException Unreadable(string source, UnreadableFileException error) => new(
        new UserError("file_unreadable", $"The received file '{source}' cannot be read: {error.Message}", "Check the store that holds received files; send the file again under another name, then run again."),
        error);
}
