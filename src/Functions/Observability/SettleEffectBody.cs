namespace DataHound.Functions.Observability;

/// <summary>What became of an effect whose outcome was unknown.</summary>
/// <param name="Scope">What its key is for, as the list gives it.</param>
/// <param name="Key">Its key, as the list gives it.</param>
/// <param name="Happened">True when it happened; false frees the key, so that the next request does it.</param>
/// <param name="Reason">How that was found out.</param>
/// <param name="ProviderId">How the outside system calls what it did; null when it gave no name.</param>
/// <param name="By">Who found out, where the app does not know it from a sign-in.</param>
public sealed record SettleEffectBody(string Scope, string Key, bool Happened, string Reason, string? ProviderId = null, string? By = null);
