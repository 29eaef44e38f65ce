namespace DataHound.Functions.Pipelines;

/// <summary>Errors about runs that more than one function gives.</summary>
internal static class RunErrors
{
    public static UserErrorException Unknown(string runId) =>
        new("run_unknown", $"There is no run '{runId}'.", "List the runs with GET /api/v1/runs and use one of their ids.");
}
