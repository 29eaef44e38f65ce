namespace DataHound.Storage.ConfigPlane;

/// <summary>The config document of kind <c>global</c>: what holds for all companies.</summary>
public sealed record GlobalConfig
{
    /// <summary>Most bytes of a received file. Default 256 MiB.</summary>
    public long UploadLimitBytes { get; init; } = 256L << 20;
}
