using System.Text.Json;
using DataHound.Storage.ControlPlane.Reconciling;

namespace DataHound.Functions.Pipelines;

/// <summary>
/// Records runs of which only the orchestration is there, such as after the register was restored from a copy. A run that was recorded goes on; one whose orchestration has ended
/// already is ended by <see cref="ReconcileRuns"/>.
/// </summary>
/// <param name="found">The register of runs.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class ReconcileInstances(IFoundRuns found, TimeProvider time, ILogger<ReconcileInstances> logger)
{
    private const int BatchSize = 500;

    /// <summary>Orchestrations that ended are looked at when they were made within this time.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(1);

    /// <summary>At the times of the setting <c>ReconcileInstancesSchedule</c>.</summary>
    [Function(nameof(ReconcileInstances))]
    public async Task RunAsync([TimerTrigger("%ReconcileInstancesSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var active = new OrchestrationQuery { Statuses = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended] };
        var recent = new OrchestrationQuery { CreatedFrom = time.GetUtcNow() - LookBack };
        foreach (var query in (OrchestrationQuery[])[active, recent])
        {
            var batch = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
            {
                if (string.Equals(instance.Name, nameof(RunPipeline), StringComparison.Ordinal) && batch.Add(instance.InstanceId) && batch.Count == BatchSize)
                {
                    await RecordAsync(batch, client, cancellationToken);
                    batch.Clear();
                }
            }

            await RecordAsync(batch, client, cancellationToken);
        }
    }

    private async Task RecordAsync(HashSet<string> instances, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (instances.Count == 0)
            return;
        foreach (var unknown in await found.ListUnknownAsync(instances, cancellationToken))
        {
            if (await client.GetInstanceAsync(unknown, getInputsAndOutputs: true, cancellationToken) is not { } instance)
                continue;
            var input = Input(instance);
            var outcome = input is null
                ? FoundRunOutcome.NoRun
                : await found.RecordAsync(new FoundRun { RunId = unknown, Companies = input.Companies, Stages = input.Stages, StartedAt = instance.CreatedAt }, cancellationToken);
            LogFound(logger, unknown, outcome);
        }
    }

    /// <summary>The instance's input; null when it is not that of a run, which must not keep others from being recorded.</summary>
    private static PipelineRunInput? Input(OrchestrationMetadata instance)
    {
        try
        {
            return instance.ReadInputAs<PipelineRunInput>();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 2104, Level = LogLevel.Warning, Message = "The orchestration of run {RunId} has no row in the register: {Outcome}.")]
    private static partial void LogFound(ILogger logger, string runId, FoundRunOutcome outcome);
}
