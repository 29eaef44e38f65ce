namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>A key to be claimed before an effect that must not happen twice.</summary>
public sealed record IdempotencyRequest
{
    /// <summary>What the key is for; keys of different scopes never meet.</summary>
    public required string Scope { get; init; }

    /// <summary>The key, at most 255 characters.</summary>
    public required string Key { get; init; }

    /// <summary>Hash of what is to be done.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The run on whose behalf; null when there is none.</summary>
    public string? RunId { get; init; }

    /// <summary>How long the claim holds before somebody else may take it over. Default one minute.</summary>
    public TimeSpan ClaimFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a claim that ran out without an answer is taken over; false leaves it as unknown. Default true.</summary>
    public bool TakeOver { get; init; } = true;

    /// <summary>How long the key is remembered; null for ever. Default 24 hours.</summary>
    public TimeSpan? Lifetime { get; init; } = TimeSpan.FromHours(24);
}
