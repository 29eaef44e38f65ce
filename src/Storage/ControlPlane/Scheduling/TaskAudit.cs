using System.Globalization;
using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>What people do to tasks, as the audit log keeps it.</summary>
internal static class TaskAudit
{
    /// <summary>The act that left a task as it is now.</summary>
    public static AuditAct Act(ScheduledTask task, string verb, long? before, Initiator by) => new()
    {
        Company = CompanyOf(task),
        Action = $"schedule.{verb}",
        Subject = SubjectOf(task),
        Before = before?.ToString(CultureInfo.InvariantCulture),
        After = task.Version.ToString(CultureInfo.InvariantCulture),
        By = by,
    };

    /// <summary>The request to run a task now.</summary>
    public static AuditAct Run(ScheduledTask task, string runId, Initiator by) =>
        new() { Company = CompanyOf(task), Action = "schedule.run", Subject = SubjectOf(task), After = runId, By = by };

    /// <summary>How a task is named in the audit log and in notices.</summary>
    public static string SubjectOf(ScheduledTask task) => $"schedule:{task.Definition.Key}";

    /// <summary>The task's company; null when it is no single company's.</summary>
    public static string? CompanyOf(ScheduledTask task) => task.Definition.Company == ScheduledTaskDefinition.AllCompanies ? null : task.Definition.Company;
}
