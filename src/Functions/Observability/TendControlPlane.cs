using DataHound.Storage.ControlPlane.Upkeep;

namespace DataHound.Functions.Observability;

/// <summary>Keeps the control plane's tables fit.</summary>
/// <param name="upkeep">What does it.</param>
/// <param name="logger">The log.</param>
public sealed partial class TendControlPlane(IControlPlaneUpkeep upkeep, ILogger<TendControlPlane> logger)
{
    /// <summary>Every hour, at a minute when little else starts.</summary>
    [Function(nameof(TendControlPlane))]
    public async Task RunAsync([TimerTrigger("0 7 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var report = await upkeep.TendAsync(cancellationToken);
        LogTended(logger, report.KeysForgotten, report.NoticesForgotten, report.AlertsForgotten, report.MonthsAdded, report.MonthsDetached.Count);
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "Upkeep: {KeysForgotten} idempotency keys, {NoticesForgotten} notices and {AlertsForgotten} alerts forgotten, {MonthsAdded} partitions made ahead, {MonthsDetached} detached.")]
    private static partial void LogTended(ILogger logger, int keysForgotten, int noticesForgotten, int alertsForgotten, int monthsAdded, int monthsDetached);
}
