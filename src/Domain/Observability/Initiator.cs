namespace DataHound.Domain.Observability;

/// <summary>On whose behalf something is done, for the audit log.</summary>
/// <param name="Actor">Who: a person's sign-in name, or a part of the app such as <c>schedule</c>. Never a secret.</param>
/// <param name="RequestId">The request that asked for it; null when it was no request.</param>
/// <param name="Reason">Why, in the actor's words; null when none was given.</param>
public sealed record Initiator(string Actor, string? RequestId = null, string? Reason = null);
