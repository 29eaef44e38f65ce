namespace DataHound.Storage.Pipelines.Plans;

/// <summary>Something that a unit would read.</summary>
/// <param name="Name">A received file as <c>delivery/name</c>, or a dataset version as <c>dataset@tag</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">Its rows; null for a received file.</param>
public sealed record PlannedRead(string Name, long Bytes, long? Rows);
