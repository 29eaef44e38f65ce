using DataHound.Domain.Notifications;

namespace Storage.Tests.ControlPlane.Notifications;

/// <summary>Short ways to notices.</summary>
internal static class Notices
{
    public static Notice Of(NoticeKind kind, string subject, params IReadOnlyList<(string Name, string Value)> facts) => new()
    {
        Key = subject,
        Kind = kind,
        Subject = subject,
        TaskId = subject,
        Facts = facts.ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal),
    };
}
