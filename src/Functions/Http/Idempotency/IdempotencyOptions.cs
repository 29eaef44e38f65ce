namespace DataHound.Functions.Http.Idempotency;

/// <summary>How requests with an <c>Idempotency-Key</c> are kept from being done twice; settings <c>DataHound:Idempotency</c>.</summary>
public sealed class IdempotencyOptions
{
    /// <summary>How long a saved answer is replayed; after that the key is forgotten. Default 24 hours, at least a minute.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a request may take before one with the same key may be done in its place. Default 5 minutes, at least a second.</summary>
    public TimeSpan RequestFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether answers of 500 and above are saved and replayed. Default false: the same request may be tried again under its key, because every
    /// endpoint changes all it changes in one transaction, or finds what it did before.
    /// </summary>
    public bool SaveServerErrors { get; init; }

    /// <summary>The longest answer that is saved, in characters; a longer one is not replayed, its request is done again. Default 1,048,576.</summary>
    public int LongestAnswer { get; init; } = 1 << 20;
}
