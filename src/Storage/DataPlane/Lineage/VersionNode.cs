using DataHound.Storage.Ingestion;

namespace DataHound.Storage.DataPlane.Lineage;

/// <summary>A version in the lineage of another one.</summary>
/// <param name="Version">The version; its files may have been removed.</param>
/// <param name="Depth">Generations between it and the version that was asked for, by the shortest way; 0 for that one itself.</param>
/// <param name="Sources">The received files whose rows it holds, when it was made from received files.</param>
public sealed record VersionNode(DatasetVersion Version, int Depth, IReadOnlyList<ReceivedFile> Sources);
