namespace DataHound.Functions.Pipelines;

/// <summary>Where to go from a run.</summary>
/// <param name="Self">The run with its stages.</param>
/// <param name="Cancel">Where to POST to cancel it.</param>
/// <param name="Instance">Its orchestration instance.</param>
public sealed record RunLinks(string Self, string Cancel, string Instance)
{
    /// <summary>The links of a run.</summary>
    public static RunLinks Of(string runId)
    {
        var id = Uri.EscapeDataString(runId);
        return new RunLinks($"/api/v1/runs/{id}", $"/api/v1/runs/{id}/cancel", $"/runtime/webhooks/durabletask/instances/{id}");
    }
}
