using DataHound.Domain.Notifications;
using DataHound.Domain.Reviews;
using DataHound.Storage.ControlPlane.Sql;

namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>What is told about gates.</summary>
internal static class ReviewNotices
{
    /// <summary>The notice of a gate's new state, or null when nobody has to know.</summary>
    /// <param name="before">The gate as it was; null when it is new.</param>
    /// <param name="after">The gate as it is.</param>
    public static Notice? Of(ReviewGate? before, ReviewGate after) => after.Status == before?.Status
        ? null
        : after.Status switch
        {
            ReviewStatus.Waiting when before is null && after.RunId is not null => Notice(NoticeKinds.GateWaiting, after, after.Required.Count == 0 ? "Approve or reject it." : "It opens by its checks, or when somebody approves it.", AlertChange.None),
            ReviewStatus.Ready or ReviewStatus.Approved => Notice(NoticeKinds.GateReady, after, "It is open.", AlertChange.Resolve),
            ReviewStatus.Failed => Notice(NoticeKinds.GateFailed, after, "A check says no.", AlertChange.Open),
            // What is decided needs nobody any more: no alert is opened that nothing would end, and one that a check opened ends.
            ReviewStatus.Rejected => Notice(NoticeKinds.GateFailed, after, "It was refused.", EndOf(before)),
            ReviewStatus.Overdue => Overdue(after) with { Alert = EndOf(before) },
            ReviewStatus.Closed when before?.Status is ReviewStatus.Failed => Notice(NoticeKinds.GateReady, after, "It was closed.", AlertChange.Resolve),
            _ => null,
        };

    /// <summary>The notice of a gate that waits too long.</summary>
    public static Notice Overdue(ReviewGate gate) =>
        Notice(NoticeKinds.GateOverdue, gate, gate.Mode is ReviewMode.Soft ? "The run goes on without it." : "The run waits.", AlertChange.None);

    private static AlertChange EndOf(ReviewGate? before) => before?.Status is ReviewStatus.Failed ? AlertChange.Resolve : AlertChange.None;

    private static Notice Notice(NoticeKind kind, ReviewGate gate, string cause, AlertChange alert) => new()
    {
        Key = $"gate:{gate.Id:N}:{kind.Name}:{gate.Status.Word()}:{gate.UpdatedAt.UtcTicks}",
        Kind = kind,
        Subject = $"gate:{gate.Id:N}",
        TaskId = gate.TaskId,
        Company = gate.Company,
        Alert = alert,
        Facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["gate"] = gate.Id.ToString("D"),
            ["run_id"] = gate.RunId ?? "",
            ["stage"] = gate.Stage ?? "",
            ["checks"] = string.Join(", ", ReviewVerdict.Open(gate.Required, gate.Checks)),
            ["cause"] = cause,
            ["decided_by"] = gate.DecidedBy ?? "",
            ["pull_request"] = gate.PullRequest is { } number ? FormattableString.Invariant($"{gate.Repository}#{number}") : "",
            ["branch"] = gate.Branch ?? "",
        },
    };
}
