namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>An outside effect that must not happen twice: a message, an upload, a call that changes something elsewhere.</summary>
public sealed record EffectRequest
{
    /// <summary>What the key is for, such as <c>notification</c>; keys of different scopes never meet.</summary>
    public required string Scope { get; init; }

    /// <summary>The effect's key, at most 255 characters. The same effect must get the same key in every retry, so derive it from what asks for it.</summary>
    public required string Key { get; init; }

    /// <summary>What is to be done, as text; the same key with another content is refused. Only its hash is stored.</summary>
    public required string Content { get; init; }

    /// <summary>The run on whose behalf; null when there is none.</summary>
    public string? RunId { get; init; }

    /// <summary>What a retry does when nobody knows whether an earlier attempt happened. Default <see cref="UnknownEffectPolicy.Ask"/>.</summary>
    public UnknownEffectPolicy WhenUnknown { get; init; } = UnknownEffectPolicy.Ask;

    /// <summary>How long an attempt may take before it counts as lost. Default two minutes; longer than the longest time-out of the call.</summary>
    public TimeSpan AttemptFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the effect is remembered. Default 90 days; null for ever. An unknown outcome is kept until somebody settles it.</summary>
    public TimeSpan? Lifetime { get; init; } = TimeSpan.FromDays(90);
}
