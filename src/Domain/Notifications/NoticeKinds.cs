namespace DataHound.Domain.Notifications;

/// <summary>All kinds of notices, each with the facts that its notices carry and the words it is told in by default.</summary>
public static class NoticeKinds
{
    private static readonly string[] RunFacts = ["run_id", "pipeline", "error_code", "cause", "next_step", "quarantined"];
    private static readonly string[] ScheduleFacts = ["schedule", "failures", "error_code", "cause", "next_step", "next_run"];
    private static readonly string[] GateFacts = ["gate", "run_id", "pipeline", "stage", "checks", "cause", "decided_by", "pull_request", "branch"];

    /// <summary>A company's part of a run failed.</summary>
    public static NoticeKind RunFailed { get; } = Kind("run_failed", NoticeSeverity.Error, NotificationType.Failed, "Run of {company} failed", "Run {run_id} failed ({error_code}): {cause} {next_step}", RunFacts);

    /// <summary>An active run shows no life.</summary>
    public static NoticeKind RunStuck { get; } = Kind("run_stuck", NoticeSeverity.Error, NotificationType.Failed, "Run of {company} shows no life", "Run {run_id} has shown no life since {since}.", [.. RunFacts, "since"]);

    /// <summary>A company's part of a run was canceled.</summary>
    public static NoticeKind RunCanceled { get; } = Kind("run_canceled", NoticeSeverity.Info, NotificationType.Info, "Run of {company} was canceled", "Run {run_id} was canceled; what was published before stays.", RunFacts);

    /// <summary>A company's part of a run succeeded, but set rows aside.</summary>
    public static NoticeKind RunQuarantined { get; } = Kind("run_quarantined", NoticeSeverity.Warning, NotificationType.Info, "Run of {company} set rows aside", "Run {run_id} succeeded; {quarantined} rows are in quarantine.", RunFacts);

    /// <summary>A company's part of a run succeeded, with all rows.</summary>
    public static NoticeKind RunSucceeded { get; } = Kind("run_succeeded", NoticeSeverity.Info, NotificationType.Ready, "Run of {company} succeeded", "Run {run_id} succeeded.", RunFacts);

    /// <summary>A schedule failed so often that it was stopped.</summary>
    public static NoticeKind ScheduleError { get; } = Kind("schedule_error", NoticeSeverity.Error, NotificationType.Failed, "Schedule {schedule} was stopped", "Schedule {schedule} failed {failures} times in a row and was stopped. {cause} {next_step}", ScheduleFacts);

    /// <summary>A stopped schedule runs again.</summary>
    public static NoticeKind ScheduleResumed { get; } = Kind("schedule_resumed", NoticeSeverity.Info, NotificationType.Ready, "Schedule {schedule} runs again", "Schedule {schedule} runs again; next at {next_run}.", ScheduleFacts);

    /// <summary>A run stands at a review gate and waits for it.</summary>
    public static NoticeKind GateWaiting { get; } = Kind("gate_waiting", NoticeSeverity.Warning, NotificationType.Info, "Stage {stage} of {company} waits for review", "Run {run_id} waits at gate {gate} before its stage {stage} is published. {cause}", GateFacts);

    /// <summary>A review gate has all it asks for.</summary>
    public static NoticeKind GateReady { get; } = Kind("gate_ready", NoticeSeverity.Info, NotificationType.Ready, "Gate {gate} is ready", "Gate {gate} of {task} is ready. {cause}", GateFacts);

    /// <summary>A review gate waits longer than it should.</summary>
    public static NoticeKind GateOverdue { get; } = Kind("gate_overdue", NoticeSeverity.Warning, NotificationType.Info, "Gate {gate} still waits", "Gate {gate} of {task} still waits for {checks}. {cause}", GateFacts);

    /// <summary>A review gate was refused or a check of it failed.</summary>
    public static NoticeKind GateFailed { get; } = Kind("gate_failed", NoticeSeverity.Error, NotificationType.Failed, "Gate {gate} failed", "Gate {gate} of {task} failed: {checks} {cause}", GateFacts);

    /// <summary>Stored data does not agree with itself, or cannot be read back.</summary>
    public static NoticeKind IntegrityFailed { get; } = Kind("integrity_failed", NoticeSeverity.Critical, NotificationType.Failed, "Stored data is damaged", "{check}: {cause} {next_step}", ["check", "cause", "next_step", "dataset", "version"]);

    /// <summary>Records and what they stand for have come apart.</summary>
    public static NoticeKind DriftFound { get; } = Kind("drift_found", NoticeSeverity.Warning, NotificationType.Failed, "Records have come apart", "{check}: {missing} missing. {cause} {next_step}", ["check", "missing", "cause", "next_step"]);

    /// <summary>A check found nothing any more where one before had.</summary>
    public static NoticeKind ChecksPassed { get; } = Kind("checks_passed", NoticeSeverity.Info, NotificationType.Ready, "Data of {company} agrees again", "{check}: nothing is wrong any more.", ["check"]);

    /// <summary>A file's columns differ from what the dataset is agreed to have.</summary>
    public static NoticeKind SchemaDrift { get; } = Kind("schema_drift", NoticeSeverity.Warning, NotificationType.Info, "Columns of {dataset} changed", "Dataset {dataset} of {company}: {cause}", ["dataset", "run_id", "cause", "columns"]);

    /// <summary>Somebody tries a channel out.</summary>
    public static NoticeKind Test { get; } = Kind("test", NoticeSeverity.Info, NotificationType.Info, "Test of channel {channel}", "If you read this, channel {channel} works.", ["channel", "requested_by"]);

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<NoticeKind> All { get; } =
    [
        RunFailed, RunStuck, RunCanceled, RunQuarantined, RunSucceeded, ScheduleError, ScheduleResumed, GateWaiting, GateReady, GateOverdue, GateFailed, IntegrityFailed, DriftFound, ChecksPassed, SchemaDrift, Test,
    ];

    /// <summary>The facts that every notice has besides those of its kind.</summary>
    public static IReadOnlyList<string> CommonFacts { get; } = ["kind", "severity", "company", "task", "subject", "at"];

    /// <summary>The kind of that name, or null.</summary>
    public static NoticeKind? Find(string name) => All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.Ordinal));

    private static NoticeKind Kind(string name, NoticeSeverity severity, NotificationType type, string title, string text, IReadOnlyList<string> facts) =>
        new() { Name = name, Severity = severity, Type = type, Title = title, Text = text, Facts = facts };
}
