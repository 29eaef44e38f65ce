namespace LocalHost.Engine.Execution;

/// <summary>What is said when orchestrator code awaits a task that its context knows nothing of.</summary>
internal static class IllegalAwait
{
    public static string Message(string orchestrator) =>
        $"The orchestrator '{orchestrator}' awaits a task that does not come from its TaskOrchestrationContext (illegal await), or uses the context "
        + "from another thread. Await only activities, sub-orchestrations, timers and events of the context, without ConfigureAwait(false); "
        + "move everything else into an activity.";
}
