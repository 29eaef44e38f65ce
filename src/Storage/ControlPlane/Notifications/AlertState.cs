namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>The alert on a notice's subject, after the notice.</summary>
/// <param name="OpenedAt">When it was opened; null when there is none.</param>
/// <param name="SilencedUntil">Until when nothing is told of it; null when it is not silenced.</param>
/// <param name="Resolved">Whether this notice resolved it.</param>
internal sealed record AlertState(DateTimeOffset? OpenedAt, DateTimeOffset? SilencedUntil, bool Resolved);
