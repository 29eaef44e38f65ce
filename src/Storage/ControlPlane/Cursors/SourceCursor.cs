namespace DataHound.Storage.ControlPlane.Cursors;

/// <summary>How far a source of a company has been read and published.</summary>
/// <param name="Company">The company's slug.</param>
/// <param name="Source">The source.</param>
/// <param name="PlaceJson">The place, as JSON.</param>
/// <param name="RunId">The run that published up to there; null when none did.</param>
/// <param name="AdvancedAt">When it came there.</param>
public sealed record SourceCursor(string Company, string Source, string PlaceJson, string? RunId, DateTimeOffset AdvancedAt);
