using LocalHost.Engine.History;

namespace LocalHost.Engine.Execution;

/// <summary>An orchestrator's code asked, in a replay, for something else than its history holds.</summary>
internal sealed class NonDeterministicOrchestrationException : Exception
{
    public NonDeterministicOrchestrationException(string orchestrator, int step, HistoryItem? expected, HistoryItem? met)
        : base(
            $"The code of the orchestrator '{orchestrator}' no longer fits the history of this instance. Step {step}: expected "
            + $"{expected?.Describe() ?? "nothing more"}, met {met?.Describe() ?? "nothing more"}. The code was changed while the "
            + "instance was running, or it does something that differs from run to run (clock, random number, I/O).")
    {
    }
}
