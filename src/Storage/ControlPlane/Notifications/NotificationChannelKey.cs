namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>A channel of somebody's rules.</summary>
/// <param name="Scope">Whose: a company's slug, or <see cref="NotificationScopes.House"/>.</param>
/// <param name="ChannelName">Its name there.</param>
public sealed record NotificationChannelKey(string Scope, string ChannelName);
