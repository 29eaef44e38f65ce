using DataHound.Storage.DataPlane;
using DataHound.Storage.Pipelines;

namespace DataHound.Storage.Events;

/// <summary>The dataset versions that a unit reads, pinned when the stage is planned.</summary>
internal static class PinnedInputs
{
    /// <summary>A unit that reads the current versions of datasets; those never published are left out.</summary>
    public static StageUnit Unit(string name, IEnumerable<string> datasets, IReadOnlyDictionary<string, DatasetVersion> current) => new()
    {
        Name = name,
        InputVersions = [.. datasets.Where(current.ContainsKey).Select(dataset => current[dataset].Id)],
    };

    /// <summary>How many rows the pinned versions of some datasets have together.</summary>
    public static long RowsOf(IEnumerable<string> datasets, IReadOnlyList<DatasetVersion> versions) =>
        versions.Where(version => datasets.Contains(version.Dataset, StringComparer.Ordinal)).Sum(version => version.RowCount);

    /// <summary>A gold version of one file, made from the pinned versions.</summary>
    public static ProducedVersion Produced(string dataset, ManifestFile file, IReadOnlyList<DatasetVersion> versions) => new()
    {
        Dataset = dataset,
        Layer = DataLayer.Gold,
        SchemaVersion = RunScope.SchemaVersion,
        Files = [file],
        Parents = [.. versions.Select(version => version.Id)],
    };
}
