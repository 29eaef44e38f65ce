namespace DataHound.Domain.Notifications;

/// <summary>What sort of message a notification is; the words of the column <c>message_type</c>.</summary>
public enum NotificationType
{
    /// <summary>Something waits for its reader, or is done.</summary>
    Ready = 0,

    /// <summary>Something went wrong.</summary>
    Failed = 1,

    /// <summary>Good to know.</summary>
    Info = 2,
}
