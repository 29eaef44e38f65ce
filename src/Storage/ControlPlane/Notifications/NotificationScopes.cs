namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Whose rules a channel is in: a company's slug, or the house.</summary>
public static class NotificationScopes
{
    /// <summary>The house's own rules; no slug is like it.</summary>
    public const string House = "_house";

    /// <summary>The scope of a company's rules; null stands for the house.</summary>
    public static string Of(string? company) => company ?? House;

    /// <summary>The company whose scope it is; null for the house.</summary>
    public static string? CompanyOf(string scope) => scope is House ? null : scope;
}
