namespace DataHound.Domain.Notifications;

/// <summary>What a notice does to the alert on its subject.</summary>
public enum AlertChange
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Opens it, or shows that it still stands. Repeats are told again only after a while.</summary>
    Open = 1,

    /// <summary>Ends it. Who was told of the opening is told of the end.</summary>
    Resolve = 2,
}
