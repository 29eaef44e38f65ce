using System.Globalization;
using DataHound.Cli.Api;

namespace DataHound.Cli.Progress;

/// <summary>A stage's state in a few words.</summary>
internal static class StageText
{
    public static string Describe(StageView stage) => stage.Status switch
    {
        RunStatus.Success => $"done, {Counts(stage)}{Seconds(stage)}",
        RunStatus.Failed => "FAILED",
        RunStatus.Canceled => "canceled",
        _ when stage.UnitsTotal > 0 => string.Create(CultureInfo.InvariantCulture, $"{stage.Status}, {stage.UnitsDone} of {stage.UnitsTotal}"),
        _ => stage.Status,
    };

    public static double? Duration(StageView stage) => (stage.FinishedAt - stage.StartedAt)?.TotalSeconds;

    private static string Counts(StageView stage) =>
        string.Create(CultureInfo.InvariantCulture, $"in {stage.In}, good {stage.Good}, quarantined {Sum(stage.Quarantined)}, discarded {Sum(stage.Discarded)}");

    private static string Seconds(StageView stage) => Duration(stage) is { } seconds ? string.Create(CultureInfo.InvariantCulture, $" ({seconds:0.0} s)") : string.Empty;

    public static long Sum(IReadOnlyDictionary<string, long>? counts) => counts?.Values.Sum() ?? 0;
}
