namespace LocalHost.Functions.Keys;

/// <summary>A named key as the database keeps it.</summary>
/// <param name="Place">What it opens.</param>
/// <param name="Name">Its name, unique in its place.</param>
/// <param name="Hash">The hash of the key itself.</param>
internal sealed record StoredKey(KeyPlace Place, string Name, KeyHash Hash);
