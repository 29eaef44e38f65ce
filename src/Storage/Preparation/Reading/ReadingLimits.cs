namespace DataHound.Storage.Preparation.Reading;

/// <summary>How large the parts of a received file may be. Beyond a limit the part is set aside with a reason; nothing is cut quietly.</summary>
public sealed record ReadingLimits
{
    /// <summary>Longest cell in bytes of UTF-8; a row with a longer one is quarantined as <c>cell_too_long</c>. Default 1 MiB.</summary>
    public int MaximumCellBytes { get; init; } = 1024 * 1024;

    /// <summary>Most columns of a file; a file with more is corrupt. Default 2,000.</summary>
    public int MaximumColumns { get; init; } = 2_000;

    /// <summary>Longest record in bytes that is looked at in one piece; the first line of a longer one is quarantined. Default 32 MiB.</summary>
    public int MaximumRecordBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Most bytes of a broken record that the quarantine keeps as raw text; bronze keeps the whole. Default 64 KiB.</summary>
    public int MaximumRawBytes { get; init; } = 64 * 1024;
}
