namespace DataHound.Connectors;

/// <summary>How an attempt to send ended.</summary>
public enum SendOutcome
{
    /// <summary>The other end took it.</summary>
    Sent = 0,

    /// <summary>It was not tried, because something it needs is not there.</summary>
    Skipped = 1,

    /// <summary>The other end will never take it: trying again does not help.</summary>
    Refused = 2,

    /// <summary>The other end did not take it this time.</summary>
    Failed = 3,

    /// <summary>The other end wants less: the whole channel shall rest.</summary>
    Throttled = 4,

    /// <summary>Nobody knows whether the other end took it.</summary>
    Unknown = 5,

    /// <summary>The endpoint is gone for good.</summary>
    Gone = 6,
}
