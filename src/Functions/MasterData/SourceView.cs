using DataHound.Storage.Ingestion;

namespace DataHound.Functions.MasterData;

/// <summary>Shapes a received file, as the source of data, for the HTTP API.</summary>
internal static class SourceView
{
    /// <summary>The file.</summary>
    public static object Of(ReceivedFile file) => new { file.Id, file.Delivery, file.Name, file.ObjectPath, file.Sha256, file.Bytes, file.ReceivedAt };
}
