using System.Globalization;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Domain.Time;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Pipelines;
using DuckDb;

namespace DataHound.Storage.MasterData;

/// <summary>Merges a dataset's waiting silver versions into its master table, one after the other.</summary>
internal sealed class MasterUpsert(StageContext context, StageUnit unit, string timeZone, DatasetExtraction extraction, TableSession session)
{
    private readonly DateTime _asOf = CompanyClock.LocalTime(context.AsOf, TimeZoneInfo.FindSystemTimeZoneById(timeZone));
    private readonly List<string> _changeLog = [];

    /// <summary>Merges the inputs: the current master table first when there is one, then the silver versions, oldest first.</summary>
    internal async Task<StageUnitResult> RunAsync(IReadOnlyList<DatasetVersion> inputs, CancellationToken cancellationToken)
    {
        var master = inputs.FirstOrDefault(version => version.Layer == DataLayer.Gold);
        var silver = inputs.Where(version => version.Layer == DataLayer.Silver).ToList();
        var relation = default(string);
        if (master is not null)
            await session.ReadAsync(relation = "master_0", master, cancellationToken);

        var counts = new UpsertCounts { Gold = master?.RowCount ?? 0 };
        var query = string.Empty;
        for (var i = 0; i < silver.Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"silver_{i}");
            await session.ReadAsync(name, silver[i], cancellationToken);
            var (from, before) = (relation, counts.Gold);
            var (done, merged) = await session.RunAsync(connection => Merge(connection, from, name, before, cancellationToken), cancellationToken);
            counts = counts.Plus(done);
            query = merged;
            if (i == silver.Count - 1)
                break;
            relation = string.Create(CultureInfo.InvariantCulture, $"master_{i + 1}");
            await session.ExecuteAsync($"CREATE TEMP TABLE {relation} AS {query}", cancellationToken);
        }

        return new StageUnitResult
        {
            Unit = unit.Name,
            Counts = new StageCounts { In = silver.Sum(version => version.RowCount), Good = counts.Examined },
            Versions = counts.HasChanges ? await WriteAsync(query, counts.Gold, unit.InputVersions, cancellationToken) : [],
            MergedVersions = [.. silver.Select(version => version.Id)],
            Details = counts.ToDetails(),
        };
    }

    private (UpsertCounts Counts, string Query) Merge(DuckConnection connection, string? master, string silver, long rowsBefore, CancellationToken cancellationToken)
    {
        var isMarked = master is not null
            && (extraction.FullSnapshot || connection.QueryScalar<long>($"SELECT count(*) FROM {master} WHERE _missing_since IS NOT NULL", cancellationToken: cancellationToken) > 0);
        var step = new MergeStep
        {
            Master = master,
            Silver = silver,
            Changed = $"changed_{silver}",
            Key = extraction.Key,
            MasterColumns = master is null ? [] : RelationColumns.DataColumns(connection, master),
            SilverColumns = RelationColumns.DataColumns(connection, silver),
            Keeps = master is null ? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) : KeptColumns.Of(connection, silver),
            AsOf = SqlTimestamp.Literal(_asOf),
            RunId = DuckSql.Literal(context.RunId),
            MarksPresence = isMarked,
            IsSnapshot = extraction.FullSnapshot,
        };
        var examined = connection.QueryScalar<long>($"SELECT count(*) FROM {silver}", cancellationToken: cancellationToken);
        var added = connection.QueryScalar<long>($"SELECT count(*) FROM {step.NewRows}", cancellationToken: cancellationToken);
        var (updated, cells, presence) = (0L, 0L, 0L);
        if (master is not null)
        {
            connection.ExecuteScript(step.CreateChanged, cancellationToken);
            (updated, cells) = TwoCounts(connection, step.CountChanged);
            if (isMarked)
                presence = TwoCounts(connection, step.CountPresence) is var (lost, found) ? lost + found : 0;
        }

        _changeLog.AddRange(step.ChangeLog(updated > 0));
        var counts = new UpsertCounts { Examined = examined, New = added, Updated = updated, Cells = cells, Presence = presence, Gold = rowsBefore + added };
        return (counts, step.Merge(updated > 0));
    }

    private async Task<IReadOnlyList<ProducedVersion>> WriteAsync(string query, long rows, IReadOnlyList<Guid> parents, CancellationToken cancellationToken)
    {
        var target = new TableTarget
        {
            Company = context.Company,
            Layer = DataLayer.Gold,
            Dataset = unit.Name,
            SchemaVersion = FieldServiceDatasets.SchemaVersion,
            RunId = context.RunId,
            LocalDate = DateOnly.FromDateTime(_asOf),
        };
        var gold = await session.WriteAsync(target, query, cancellationToken);
        if (gold.Rows != rows)
            throw new InvalidOperationException($"The rows of '{unit.Name}' do not add up: the merge makes {rows}, its file holds {gold.Rows}.");
        var log = target with { Dataset = DatasetNames.Changes(unit.Name) };
        var changes = await session.WriteAsync(log, string.Join("\nUNION ALL\n", _changeLog), cancellationToken);
        return [Produced(target, gold, parents) with { CarriesOn = true }, Produced(log, changes, parents)];
    }

    private static ProducedVersion Produced(TableTarget target, ManifestFile file, IReadOnlyList<Guid> parents) =>
        new() { Dataset = target.Dataset, Layer = target.Layer, SchemaVersion = target.SchemaVersion, Files = [file], Parents = parents };

    private static (long First, long Second) TwoCounts(DuckConnection connection, string query)
    {
        using var reader = connection.Query(query);
        reader.NextChunk();
        return (reader.Column(0).Int64(0), reader.Column(1).Int64(0));
    }
}
