using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.Ingestion;

namespace DataHound.Functions.Pipelines;

/// <summary>Starts the daily run of every company that has received files since its last one.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="configs">The configuration.</param>
/// <param name="files">The register of received files.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class StartDailyRuns(RunStarter starter, ICompanyConfigs configs, IReceivedFiles files, TimeProvider time, ILogger<StartDailyRuns> logger)
{
    private const string Pipeline = "field-service";

    /// <summary>At the times of the setting <c>DailyRunSchedule</c>. Its instant, to the minute, is the runs' as_of.</summary>
    [Function(nameof(StartDailyRuns))]
    public async Task RunAsync([TimerTrigger("%DailyRunSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await configs.FindPipelineAsync(Pipeline, cancellationToken) is not { } pipeline)
            return;

        var now = time.GetUtcNow();
        var asOf = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        foreach (var company in await configs.ListCompaniesAsync(cancellationToken))
        {
            if ((await files.ListNewAsync(company.Slug, cancellationToken)).Count == 0 && (await files.ListUnpreparedAsync(company.Slug, cancellationToken)).Count == 0)
                continue;

            var key = FormattableString.Invariant($"daily:{Pipeline}:{company.Slug}:{asOf:yyyyMMdd'T'HHmmss'Z'}");
            var request = new StartRunRequest
            {
                Pipeline = Pipeline, Companies = [company.Slug], Stages = pipeline.Stages, AsOf = asOf, RequestedBy = "schedule", IdempotencyKey = key, RequestHash = key,
            };
            var result = await starter.StartAsync(request, client, cancellationToken);
            LogStarted(logger, company.Slug, result.Outcome, result.Run?.RunId ?? result.ActiveRunId);
        }
    }

    [LoggerMessage(EventId = 2201, Level = LogLevel.Information, Message = "Daily run of company {Company}: {Outcome}, run {RunId}.")]
    private static partial void LogStarted(ILogger logger, string company, StartRunOutcome outcome, string? runId);
}
