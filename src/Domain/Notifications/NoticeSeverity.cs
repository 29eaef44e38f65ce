namespace DataHound.Domain.Notifications;

/// <summary>How much a notice matters, in rising order. Routes name the least severity that they carry.</summary>
public enum NoticeSeverity
{
    /// <summary>Good to know.</summary>
    Info = 0,

    /// <summary>Somebody should look at it some day soon.</summary>
    Warning = 1,

    /// <summary>Something was not done.</summary>
    Error = 2,

    /// <summary>Must be told at once: quiet hours do not hold it.</summary>
    Critical = 3,
}
