using DataHound.Cli.Api;
using DataHound.Cli.Pipelines;
using DataHound.Cli.Progress;

namespace DataHound.Cli.Summaries;

/// <summary>Makes the summary of one delivery from the run the API shows.</summary>
internal static class Summarizer
{
    private static readonly Dictionary<string, long> None = new(StringComparer.Ordinal);

    public static DeliverySummary Summarize(DeliveryOutcome outcome, string company)
    {
        var run = outcome.Run;
        var part = run?.Companies?.FirstOrDefault(one => one.Company == company);
        var stages = part?.Stages ?? [];
        return new DeliverySummary
        {
            Day = outcome.Delivery.Day,
            Folder = outcome.Delivery.Folder,
            AsOf = outcome.Delivery.AsOf,
            Files = outcome.Delivery.Files.Count,
            NewFiles = outcome.NewFiles,
            RunId = run?.RunId,
            Status = run?.Status ?? "not_run",
            DoneBefore = outcome.DoneBefore,
            Seconds = Rounded((run?.FinishedAt - run?.StartedAt)?.TotalSeconds),
            Stages = [.. stages.Select(Stage)],
            Events = [.. stages.Where(stage => stage.Stage is "detect").SelectMany(stage => stage.Units ?? []).Select(Event)],
            Errors = run?.Errors ?? [],
        };
    }

    private static StageSummary Stage(StageView stage) => new()
    {
        Stage = stage.Stage,
        Status = stage.Status,
        In = stage.In,
        Good = stage.Good,
        Quarantined = stage.Quarantined ?? None,
        Discarded = stage.Discarded ?? None,
        Seconds = Rounded(StageText.Duration(stage)),
        Units = [.. (stage.Units ?? []).Select(Unit)],
    };

    private static UnitSummary Unit(UnitView unit) => new()
    {
        Unit = unit.Unit,
        In = unit.In,
        Good = unit.Good,
        Quarantined = unit.Quarantined ?? None,
        Discarded = unit.Discarded ?? None,
        Details = unit.Details,
    };

    private static EventSummary Event(UnitView unit)
    {
        var gone = DetailReader.Counts(unit.Details, "gone");
        return new EventSummary
        {
            Type = unit.Unit,
            Active = DetailReader.Number(unit.Details, "active"),
            New = DetailReader.Number(unit.Details, "new"),
            Reactivated = DetailReader.Number(unit.Details, "reactivated"),
            Resolved = gone.Values.Sum(),
            Severity = DetailReader.Counts(unit.Details, "severity"),
            Gone = gone,
        };
    }

    private static double? Rounded(double? seconds) => seconds is { } value ? Math.Round(value, 3) : null;
}
