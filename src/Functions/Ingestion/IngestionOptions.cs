namespace DataHound.Functions.Ingestion;

/// <summary>Settings of receiving files, section <c>DataHound:Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    /// <summary>The delivery of a file that names none.</summary>
    public const string DefaultDelivery = "default";

    /// <summary>Most bytes of one received file, 1 to 64 GiB; null (the default) takes the global config document's, which is 256 MiB unless it says otherwise.</summary>
    public long? UploadLimitBytes { get; set; }
}
