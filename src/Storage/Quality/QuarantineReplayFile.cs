namespace DataHound.Storage.Quality;

/// <summary>A received file of a replay.</summary>
/// <param name="File">The file as <c>delivery/name</c>.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="PreparedByRunId">The run that prepared them; null until one did.</param>
public sealed record QuarantineReplayFile(string File, long Rows, string? PreparedByRunId);
