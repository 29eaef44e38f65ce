using System.Text;
using System.Text.Json;
using DataHound.Storage.ControlPlane.Sql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>The manifest object of a stage: what it read, what it published, and what became of the rows. Made again, it has the same bytes.</summary>
internal static class StageManifest
{
    private const int SchemaVersion = 1;

    /// <summary>The manifest's bytes.</summary>
    public static byte[] Bytes(StageDraft draft, string pipeline, DateTimeOffset asOf)
    {
        var manifest = new
        {
            Kind = "stage-manifest",
            SchemaVersion,
            draft.Stage.RunId,
            PipelineName = pipeline,
            draft.Stage.Company,
            draft.Stage.Stage,
            AsOf = asOf,
            draft.Counts,
            Units = draft.Results.Select(result => new { Name = result.Unit, result.Counts, result.Details, result.PreparedFiles, result.MergedVersions }),
            ReceivedFiles = draft.Results.SelectMany(result => result.Files),
            OutputDatasets = draft.Versions.Select(version => new
            {
                version.Id,
                DatasetName = version.Made.Dataset,
                version.Made.Layer,
                version.Made.SchemaVersion,
                RowCount = version.Rows,
                version.Checksum,
                version.Made.Parents,
                version.Made.Files,
            }),
        };
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(manifest, ControlJson.Readable) + "\n");
    }
}
