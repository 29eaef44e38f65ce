using LocalHost.DurableTask;
using LocalHost.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace LocalHost.Engine.Work;

/// <summary>What every part of a worker needs.</summary>
internal sealed record WorkerServices(
    ITaskCatalog Catalog,
    DataConverter Converter,
    DurableTaskEngineOptions Options,
    TimeProvider Time,
    DurableDatabase Database,
    Committer Committer,
    EngineSignals Signals,
    ILoggerFactory LoggerFactory)
{
    public ILogger Logger { get; } = LoggerFactory.CreateLogger("LocalHost.Engine");

    /// <summary>Where steps and activities run.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;
}
