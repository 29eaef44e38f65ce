namespace DataHound.Functions.Notifications;

/// <summary>Nobody knows whether the other end took a notification.</summary>
internal sealed class SendOutcomeUnknownException() : Exception("Nobody knows whether the other end took the notification.");
