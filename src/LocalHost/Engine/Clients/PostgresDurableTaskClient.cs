using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine.Execution;
using LocalHost.Engine.History;
using LocalHost.Engine.Storage;
using LocalHost.Engine.Work;

namespace LocalHost.Engine.Clients;

/// <summary>The client of the engine. It works on the store alone, so it needs no worker in its process.</summary>
internal sealed class PostgresDurableTaskClient(
    DurableDatabase database,
    Committer committer,
    EngineSignals signals,
    DurableTaskEngineOptions engine,
    DataConverter converter,
    TimeProvider time) : DurableTaskClient(engine.HubName)
{
    private const int PurgeBatch = 200;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(orchestratorName.Name))
        {
            throw new ArgumentException("An orchestrator needs a name.", nameof(orchestratorName));
        }

        var instanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Require(instanceId);
        var now = StoredTime.Truncate(time.GetUtcNow());
        await StartAsync(
            new NewInstance
            {
                InstanceId = instanceId,
                ExecutionId = Guid.CreateVersion7(now),
                Name = orchestratorName.Name,
                Version = options?.Version?.Version ?? engine.DefaultVersion,
                Input = converter.Serialize(input),
                Tags = HistoryJson.Write(options?.Tags),
                FairnessKey = FairnessKeys.Of(options?.Tags, engine.FairnessTag),
                CreatedAt = now,
                StartAt = options?.StartAt is { } startAt && startAt > now ? StoredTime.Truncate(startAt) : null,
                KeepStatuses = DedupeStatuses.Mask(options?.DedupeStatuses),
            },
            cancellation);
        return instanceId;
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(instanceId, new HistoryItem { Kind = HistoryItemKind.EventRaised, Name = eventName, Data = converter.Serialize(eventPayload) }, cancellation);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, signals.Begun, static instance => instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, signals.Finished, static instance => instance.IsCompleted, getInputsAndOutputs, cancellation);

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        CommandAsync(
            instanceId,
            new HistoryItem { Kind = HistoryItemKind.Terminated, Data = converter.Serialize(options?.Output), Recursive = options?.Recursive ?? false },
            cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        CommandAsync(instanceId, new HistoryItem { Kind = HistoryItemKind.Suspended, Reason = reason }, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        CommandAsync(instanceId, new HistoryItem { Kind = HistoryItemKind.Resumed, Reason = reason }, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return InstanceQueries.FindAsync(database, instanceId, getInputsAndOutputs, converter, cancellation);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return new InstancePages((token, size, cancellation) => InstanceQueries.PageAsync(
            database,
            query,
            token ?? query.ContinuationToken,
            size ?? query.PageSize,
            converter,
            cancellation));
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return new PurgeResult(await Purges.OneAsync(database, instanceId, options?.Recursive ?? false, cancellation), isComplete: true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var started = time.GetTimestamp();
        var removed = 0;
        while (filter.Timeout is not { } limit || time.GetElapsedTime(started) < limit)
        {
            var matching = await Purges.MatchingAsync(database, filter, PurgeBatch, cancellation);
            if (matching.Count == 0)
            {
                return new PurgeResult(removed, isComplete: true);
            }

            if (options is { Recursive: true })
            {
                foreach (var instance in matching)
                {
                    removed += await Purges.OneAsync(database, instance, recursive: true, cancellation);
                    await database.Faults.ReachAsync(FaultPoint.Purging);
                }
            }
            else
            {
                removed += await Purges.ManyAsync(database, [.. matching], cancellation);
            }
        }

        return new PurgeResult(removed, isComplete: false);
    }

    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        var earlier = await GetInstancesAsync(instanceId, getInputsAndOutputs: true, cancellation) ?? throw Unknown(instanceId);
        var now = StoredTime.Truncate(time.GetUtcNow());
        var newId = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        await StartAsync(
            new NewInstance
            {
                InstanceId = newId,
                ExecutionId = Guid.CreateVersion7(now),
                Name = earlier.Name,
                Version = await InstanceQueries.VersionAsync(database, instanceId, cancellation) ?? string.Empty,
                Input = earlier.SerializedInput,
                Tags = HistoryJson.Write(earlier.Tags),
                FairnessKey = FairnessKeys.Of(earlier.Tags, engine.FairnessTag),
                CreatedAt = now,
            },
            cancellation);
        return newId;
    }

    public override async Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (!await Rewinds.RewindAsync(database, instanceId, reason, StoredTime.Truncate(time.GetUtcNow()), cancellation))
        {
            var instance = await GetInstancesAsync(instanceId, getInputsAndOutputs: false, cancellation) ?? throw Unknown(instanceId);
            throw new InvalidOperationException($"The instance '{instanceId}' is {instance.RuntimeStatus}; only a failed one can be rewound.");
        }

        signals.Publish(new CommitEffects { InstancesReady = true });
    }

    public override async Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(string instanceId, CancellationToken cancellation = default)
    {
        var instance = await GetInstancesAsync(instanceId, getInputsAndOutputs: true, cancellation) ?? throw Unknown(instanceId);
        var (steps, input) = await InstanceQueries.HistoryAsync(database, instanceId, cancellation);
        return HistoryEvents.From(steps, instance, input);
    }

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = 100,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        InstanceQueries.FinishedIdsAsync(database, runtimeStatus, completedTimeFrom, completedTimeTo, pageSize, lastInstanceKey, cancellation);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ArgumentException Unknown(string instanceId) => new($"There is no instance '{instanceId}'.", nameof(instanceId));

    private async Task StartAsync(NewInstance instance, CancellationToken cancellation)
    {
        var payloads = new PayloadWriter(engine.PayloadThresholdBytes, instance.InstanceId, instance.ExecutionId);
        var change = new StartChange(instance with { Input = payloads.Put(instance.Input), Payload = payloads.Payloads.SingleOrDefault() });
        committer.Submit(change);
        if (await change.Done.WaitAsync(cancellation) is { } status)
        {
            throw new OrchestrationAlreadyExistsException($"An instance with the id '{instance.InstanceId}' exists already and is {status}.");
        }
    }

    private async Task<bool> SendAsync(string instanceId, HistoryItem item, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var change = new MessageChange(OutMessage.Of(instanceId, executionId: null, item, engine.PayloadThresholdBytes, Guid.NewGuid()));
        committer.Submit(change);
        return await change.Done.WaitAsync(cancellation);
    }

    private async Task CommandAsync(string instanceId, HistoryItem item, CancellationToken cancellation)
    {
        if (await SendAsync(instanceId, item, cancellation))
        {
            return;
        }

        var instance = await GetInstancesAsync(instanceId, getInputsAndOutputs: false, cancellation) ?? throw Unknown(instanceId);
        throw new InvalidOperationException($"The instance '{instanceId}' is finished ({instance.RuntimeStatus}).");
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId,
        InstanceWatch watch,
        Func<OrchestrationMetadata, bool> reached,
        bool withPayloads,
        CancellationToken cancellation)
    {
        while (true)
        {
            // First watch, then look: what happens between the two is not missed.
            var change = watch.NextChange(instanceId);
            if (await GetInstancesAsync(instanceId, withPayloads, cancellation) is { } instance && reached(instance))
            {
                return instance;
            }

            // The time limit is for a process whose host was never started, where nobody listens for notifications.
            await Task.WhenAny(change, Task.Delay(LongestWait, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
