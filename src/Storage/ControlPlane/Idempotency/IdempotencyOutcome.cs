namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>What a claim of a key found.</summary>
public enum IdempotencyOutcome
{
    /// <summary>The key is yours: do the work, then complete or release it.</summary>
    Claimed = 0,

    /// <summary>The key is yours, but an earlier claim ran out without an answer: find out first whether its work was done.</summary>
    TakenOver = 1,

    /// <summary>Somebody is at it.</summary>
    InProgress = 2,

    /// <summary>It was done; the answer is at hand.</summary>
    Completed = 3,

    /// <summary>The key was used for another request.</summary>
    Mismatch = 4,

    /// <summary>An earlier claim ended without an answer and is not to be taken over: nobody knows whether its work was done.</summary>
    Unknown = 5,
}
