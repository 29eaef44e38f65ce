namespace DataHound.Functions.Ingestion;

/// <summary>Settings of receiving files, section <c>DataHound:Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    /// <summary>The delivery of a file that names none.</summary>
    public const string DefaultDelivery = "default";

    /// <summary>Most bytes of one received file. Default 256 MiB; 1 to 64 GiB.</summary>
    public long UploadLimitBytes { get; set; } = 256L << 20;
}
