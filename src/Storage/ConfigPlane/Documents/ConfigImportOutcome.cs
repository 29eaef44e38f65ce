namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>What taking over a document does.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version in force afterwards; null when nothing was written.</param>
/// <param name="Changes">The differences to what is in force; a new document has one, at <c>$</c>'s fields.</param>
public sealed record ConfigImportOutcome(string Kind, string Name, int? Version, IReadOnlyList<ConfigChange> Changes);
