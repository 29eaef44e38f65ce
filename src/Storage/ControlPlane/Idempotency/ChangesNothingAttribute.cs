namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>
/// Says of a method, or of all methods of a class, that what it sends to an outside system changes nothing there, though it is sent in a way
/// that could: a search by POST, a sign-in. Such a method needs no <see cref="EffectClaim"/>.
/// </summary>
/// <param name="reason">What makes it harmless.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class ChangesNothingAttribute(string reason) : Attribute
{
    /// <summary>What makes it harmless.</summary>
    public string Reason { get; } = reason;
}
