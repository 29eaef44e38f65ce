using DataHound.Domain.Preparation;

namespace DataHound.Storage.DataPlane.Schemas;

/// <summary>A difference between a received file and its dataset's schema, as a run recorded it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="Drift">The difference.</param>
/// <param name="RecordedAt">When the run's commit recorded it.</param>
public sealed record RecordedDrift(string RunId, string Dataset, SchemaDrift Drift, DateTimeOffset RecordedAt);
