using LocalHost.Engine;

namespace LocalHost.Functions.Hosting;

/// <summary>The settings of <c>extensions.durableTask</c> in host.json; null where it says nothing.</summary>
internal sealed record DurableTaskSection
{
    /// <summary>Settings of the real extension that change nothing here: they tune storages that are not used, or say what is always so.</summary>
    private static readonly string[] Idle =
    [
        "extendedSessionsEnabled", "localRpcEndpointEnabled", "logReplayEvents", "maxConcurrentEntityFunctions", "maxEntityOperationBatchSize", "maxGrpcMessageSizeInBytes",
        "grpcHttpClientTimeout", "rollbackEntityOperationsOnExceptions", "storeInputsInOrchestrationHistory", "traceInputsAndOutputs", "traceReplayEvents", "tracing",
        "useAppLease", "useGracefulShutdown", "useLegacyPartitionManagement", "useTablePartitionManagement", "entityMessageReorderWindowInMinutes",
    ];

    private static readonly string[] IdleStorage =
    [
        "type", "connectionName", "connectionStringName", "controlQueueBatchSize", "controlQueueBufferThreshold", "controlQueueVisibilityTimeout", "createDatabaseIfNotExists",
        "fetchLargeMessagesAutomatically", "partitionCount", "schemaName", "taskEventBatchSize", "taskEventLockTimeout", "trackingStoreConnectionName",
        "trackingStoreConnectionStringName", "trackingStoreNamePrefix", "useLegacyPartitionManagement", "useTablePartitionManagement", "workItemQueueVisibilityTimeout",
    ];

    /// <summary>Settings of the real extension that would change what an app sees, and that the engine does not have.</summary>
    private static readonly string[] Missing =
    [
        "versionMatchStrategy", "versionFailureStrategy", "maxOrchestrationActions", "notifications", "httpSettings", "overridableExistingInstanceStates",
        "throwStatusExceptionsOnRaiseEvent",
    ];

    public string? HubName { get; init; }

    public string? FairnessTag { get; init; }

    public string? DefaultVersion { get; init; }

    public int? MaxConcurrentActivityFunctions { get; init; }

    public int? MaxConcurrentOrchestratorFunctions { get; init; }

    public int? MaxDequeueCount { get; init; }

    public int? PayloadThresholdBytes { get; init; }

    public TimeSpan? MaxQueuePollingInterval { get; init; }

    public TimeSpan? ExtendedSessionIdleTimeout { get; init; }

    public TimeSpan? Retention { get; init; }

    public static DurableTaskSection Read(JsonSection section)
    {
        JsonSection storage = section.Section("storageProvider");
        DurableTaskSection read = new()
        {
            HubName = section.Text("hubName"),
            FairnessTag = section.Text("fairnessTag"),
            DefaultVersion = section.Text("defaultVersion"),
            MaxConcurrentActivityFunctions = section.Whole("maxConcurrentActivityFunctions"),
            MaxConcurrentOrchestratorFunctions = section.Whole("maxConcurrentOrchestratorFunctions"),
            MaxDequeueCount = section.Whole("maxDequeueCount"),
            PayloadThresholdBytes = section.Whole("payloadThresholdBytes"),
            MaxQueuePollingInterval = section.Duration("maxQueuePollingInterval") ?? storage.Duration("maxQueuePollingInterval"),
            ExtendedSessionIdleTimeout = section.Whole("extendedSessionIdleTimeoutInSeconds", least: 0) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Retention = section.Duration("retention"),
        };
        storage.WarnOfRest(IdleStorage);
        section.WarnOfRest(Idle, Missing);
        return read;
    }

    /// <summary>Why the engine does not take these settings; null when it does.</summary>
    public string? Problem()
    {
        DurableTaskEngineOptions options = new();
        ApplyTo(options);
        try
        {
            options.Validate();
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return $"host.json extensions.durableTask: {exception.Message}";
        }
    }

    public void ApplyTo(DurableTaskEngineOptions options)
    {
        options.HubName = HubName ?? options.HubName;
        options.FairnessTag = FairnessTag ?? options.FairnessTag;
        options.DefaultVersion = DefaultVersion ?? options.DefaultVersion;
        options.MaxConcurrentActivityFunctions = MaxConcurrentActivityFunctions ?? options.MaxConcurrentActivityFunctions;
        options.MaxConcurrentOrchestratorFunctions = MaxConcurrentOrchestratorFunctions ?? options.MaxConcurrentOrchestratorFunctions;
        options.MaxDequeueCount = MaxDequeueCount ?? options.MaxDequeueCount;
        options.PayloadThresholdBytes = PayloadThresholdBytes ?? options.PayloadThresholdBytes;
        options.MaxQueuePollingInterval = MaxQueuePollingInterval ?? options.MaxQueuePollingInterval;
        options.ExtendedSessionIdleTimeout = ExtendedSessionIdleTimeout ?? options.ExtendedSessionIdleTimeout;
        options.Retention = Retention ?? options.Retention;
    }
}
