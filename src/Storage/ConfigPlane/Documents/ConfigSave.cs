namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>What became of a document that was saved.</summary>
/// <param name="Document">The version that is in force.</param>
/// <param name="Created">False when that version had the same content already.</param>
public sealed record ConfigSave(ConfigDocument Document, bool Created);
