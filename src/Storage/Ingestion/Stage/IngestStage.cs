using System.Text.Json.Nodes;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Preparation.Reading;

namespace DataHound.Storage.Ingestion.Stage;

/// <summary>
/// The stage <c>ingest</c>: looks at every received file that no run has looked at and says what it is. Files stay in bronze as they came; only those
/// found ok are prepared. Its counts are files, not rows.
/// </summary>
/// <param name="configs">How the company's exports are recognised.</param>
/// <param name="files">The register of received files.</param>
/// <param name="objects">Where their bytes lie.</param>
/// <param name="engine">Lends the folder for temporary files.</param>
/// <param name="limits">Limits of files.</param>
public sealed class IngestStage(ICompanyConfigs configs, IReceivedFiles files, IObjectStore objects, TableEngine engine, ReadingLimits limits) : IPipelineStage
{
    private const string Unit = "all";

    /// <inheritdoc/>
    public string Name => "ingest";

    /// <inheritdoc/>
    public async Task<StagePlan> PlanAsync(StageContext context, CancellationToken cancellationToken)
    {
        var fresh = await files.ListNewAsync(context.Company, cancellationToken);
        return new StagePlan { Units = fresh.Count == 0 ? [] : [new StageUnit { Name = Unit, InputFiles = [.. fresh.Select(file => file.Id)] }] };
    }

    /// <inheritdoc/>
    public async Task<StageUnitResult> ExecuteAsync(StageContext context, StageUnit unit, CancellationToken cancellationToken)
    {
        var config = await configs.GetExtractionAsync(context.Company, cancellationToken);
        var inspector = new FileInspector(config, objects, new ReceivedFileOpener(limits, engine.WorkDirectory));
        var findings = new List<FileFinding>();
        var report = new JsonArray();
        foreach (var file in await files.GetAsync(context.Company, unit.InputFiles, cancellationToken))
        {
            var earlier = await files.FindEarlierAsync(file, cancellationToken);
            var finding = earlier is null
                ? await inspector.InspectAsync(file, cancellationToken)
                : new FileFinding { FileId = file.Id, Status = FileStatus.Duplicate, SameAs = $"{earlier.Delivery}/{earlier.Name}" };
            findings.Add(finding);
            report.Add(Describe(file, finding));
        }

        return new StageUnitResult { Unit = unit.Name, Counts = Count(findings), Files = findings, Details = new JsonObject { ["files"] = report } };
    }

    private static StageCounts Count(List<FileFinding> findings) => new()
    {
        In = findings.Count,
        Good = findings.Count(finding => finding.Status == FileStatus.Ok),
        Quarantined = CountOf(findings, FileStatus.Corrupt, FileStatus.Unknown),
        Discarded = CountOf(findings, FileStatus.Duplicate, FileStatus.Empty),
    };

    private static SortedDictionary<string, long> CountOf(List<FileFinding> findings, params FileStatus[] statuses)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var group in findings.Where(finding => statuses.Contains(finding.Status)).GroupBy(finding => finding.Status))
            counts[NameOf(group.Key)] = group.Count();
        return counts;
    }

    private static JsonObject Describe(ReceivedFile file, FileFinding finding)
    {
        var description = new JsonObject { ["file"] = $"{file.Delivery}/{file.Name}", ["status"] = NameOf(finding.Status) };
        if (finding.Dataset is not null)
            description["dataset"] = finding.Dataset;
        if (finding.SameAs is not null)
            description["same_as"] = finding.SameAs;
        if (finding.Reason is not null)
            description["reason"] = finding.Reason;
        return description;
    }

    private static string NameOf(FileStatus status) => status switch
    {
        FileStatus.Ok => "ok",
        FileStatus.Duplicate => "duplicate",
        FileStatus.Empty => "empty",
        FileStatus.Corrupt => "corrupt",
        _ => "unknown",
    };
}
