namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>How a request for an effect ended.</summary>
public enum EffectOutcome
{
    /// <summary>It was done just now.</summary>
    Done = 0,

    /// <summary>It had been done before; the answer of then is at hand.</summary>
    DoneBefore = 1,

    /// <summary>Another process is at it; ask again later.</summary>
    InProgress = 2,

    /// <summary>Nobody knows whether an earlier attempt happened, and the policy is to ask.</summary>
    Unknown = 3,
}
