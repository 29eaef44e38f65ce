using DataHound.Storage.DataPlane;

namespace DataHound.Functions.MasterData;

/// <summary>Shapes a dataset version for the HTTP API.</summary>
internal static class DatasetView
{
    public static object Of(DatasetVersion version) => new
    {
        Name = version.Dataset,
        version.VersionTag,
        version.Id,
        version.Layer,
        version.SchemaVersion,
        version.RowCount,
        version.Checksum,
        version.AsOf,
        version.CreatedAt,
        version.ProducedByRunId,
        version.Stage,
        version.RemovedAt,
        version.Parents,
        version.Files,
    };
}
