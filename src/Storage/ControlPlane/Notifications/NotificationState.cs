namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>How far a notification has come. All but the first are final.</summary>
public enum NotificationState
{
    /// <summary>It waits for its first or next attempt.</summary>
    Pending = 0,

    /// <summary>The other end took it.</summary>
    Sent = 1,

    /// <summary>It was given up; the code says why.</summary>
    Failed = 2,

    /// <summary>It was not tried, because it could not be: no secret, endpoint disabled, channel removed.</summary>
    Skipped = 3,
}
