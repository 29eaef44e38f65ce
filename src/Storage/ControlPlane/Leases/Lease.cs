namespace DataHound.Storage.ControlPlane.Leases;

/// <summary>The right to be the only one at something, for a while.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="FencingToken">Grows with every new holder. Writes that carry an older one come from a holder who lost it and must be refused.</param>
/// <param name="ExpiresAt">When it ends unless it is renewed.</param>
public sealed record Lease(string Name, string Holder, long FencingToken, DateTimeOffset ExpiresAt);
