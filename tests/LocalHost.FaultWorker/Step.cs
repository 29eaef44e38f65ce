namespace LocalHost.FaultWorker;

/// <summary>What an activity is given.</summary>
/// <param name="Owner">The instance in whose name the effect goes into the ledger.</param>
/// <param name="Effect">The number of the effect.</param>
/// <param name="Subject">Another instance the activity is about.</param>
public sealed record Step(string Owner, int Effect, string? Subject = null);
