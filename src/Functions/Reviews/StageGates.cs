using DataHound.Functions.Pipelines;

namespace DataHound.Functions.Reviews;

/// <summary>How an orchestration waits at a stage's gate.</summary>
internal static class StageGates
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    /// <summary>The name of the event that tells the decision.</summary>
    public static string EventOf(string stage) => $"gate:{stage}";

    /// <summary>The error of a stage that was refused.</summary>
    public static UserError Rejected(StageInput stage) => new(
        "stage_rejected", $"The review of the stage '{stage.Stage}' refused it; nothing of it was published.", "See who and why with GET /api/v1/reviews?runId=, mend the cause and start a new run.");

    /// <summary>
    /// Opens the gate and waits for its decision. When its time is over, that is noted once: a soft gate lets the work go on then, at a strict one it
    /// waits on without an end.
    /// </summary>
    public static async Task<GateDecision> WaitAsync(TaskOrchestrationContext context, StageInput stage)
    {
        var gate = await context.CallActivityAsync<StageGateState>(nameof(OpenStageGate), stage, Retries.ForPassingFailures);
        if (gate.Decision is not GateDecision.Wait)
            return gate.Decision;
        var left = gate.DueAt - context.CurrentUtcDateTime;
        try
        {
            return await context.WaitForExternalEvent<GateDecision>(EventOf(stage.Stage), left > AtOnce ? left : AtOnce);
        }
        catch (OperationCanceledException)
        {
            gate = await context.CallActivityAsync<StageGateState>(nameof(NoteGateOverdue), gate.GateId, Retries.ForPassingFailures);
        }

        return gate.Decision is GateDecision.Wait ? await context.WaitForExternalEvent<GateDecision>(EventOf(stage.Stage)) : gate.Decision;
    }
}
