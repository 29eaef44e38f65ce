namespace DataHound.Domain.Notifications;

/// <summary>One message to one target.</summary>
/// <param name="ChannelName">The channel's name in the rules.</param>
/// <param name="Channel">The channel's type.</param>
/// <param name="Target">To whom.</param>
/// <param name="Message">What.</param>
/// <param name="NotBefore">Not before this instant.</param>
public sealed record PlannedNotification(string ChannelName, string Channel, string Target, NotificationMessage Message, DateTimeOffset NotBefore);
