using DataHound.Storage.Ingestion;

namespace DataHound.Functions.Ingestion;

/// <summary>Shapes a received file for the HTTP API.</summary>
internal static class ReceivedFileView
{
    public static object Of(ReceivedFile file) => new
    {
        file.Id,
        file.Delivery,
        file.Name,
        file.Bytes,
        file.Sha256,
        file.ReceivedAt,
        file.Status,
        file.Dataset,
        file.SameAs,
        file.Reason,
    };
}
