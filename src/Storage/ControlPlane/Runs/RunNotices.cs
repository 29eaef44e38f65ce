using System.Globalization;
using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>What is told about runs. Each company hears of its own part only.</summary>
public static class RunNotices
{
    /// <summary>A company's part has ended. A failure opens the alert on the company's pipeline, a success resolves it.</summary>
    internal static Notice Ended(string runId, string company, string pipeline, RunStatus status, UserError? error, long quarantined)
    {
        var kind = status switch
        {
            RunStatus.Success => quarantined == 0 ? NoticeKinds.RunSucceeded : NoticeKinds.RunQuarantined,
            RunStatus.Canceled => NoticeKinds.RunCanceled,
            _ => NoticeKinds.RunFailed,
        };
        var told = error ?? (status is RunStatus.Failed ? UserError.Unexpected : null);
        return new Notice
        {
            Key = $"run_ended:{runId}:{company}",
            Kind = kind,
            Subject = SubjectOf(company, pipeline),
            TaskId = runId,
            Company = company,
            Alert = status switch
            {
                RunStatus.Failed => AlertChange.Open,
                RunStatus.Success => AlertChange.Resolve,
                _ => AlertChange.None,
            },
            Facts = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["run_id"] = runId,
                ["pipeline"] = pipeline,
                ["error_code"] = told?.Code ?? "",
                ["cause"] = told?.Cause ?? "",
                ["next_step"] = told?.NextStep ?? "",
                ["quarantined"] = quarantined.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    /// <summary>An active run shows no life. Told once per last sign of life and company.</summary>
    public static IEnumerable<Notice> Stuck(PipelineRun run)
    {
        var since = run.HeartbeatAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return run.Companies.Select(company => new Notice
        {
            Key = $"run_stuck:{run.RunId}:{company}:{since}",
            Kind = NoticeKinds.RunStuck,
            Subject = SubjectOf(company, run.Pipeline),
            TaskId = run.RunId,
            Company = company,
            Alert = AlertChange.Open,
            Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["run_id"] = run.RunId, ["pipeline"] = run.Pipeline, ["since"] = since },
        });
    }

    private static string SubjectOf(string company, string pipeline) => $"run:{company}:{pipeline}";
}
