using Microsoft.Extensions.Configuration;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>How large the parts of a received file may be. Beyond a limit the part is set aside with a reason; nothing is cut quietly.</summary>
public sealed record ReadingLimits
{
    /// <summary>Longest cell in bytes of UTF-8; a row with a longer one is quarantined as <c>cell_too_long</c>. Default 1 MiB.</summary>
    public int MaximumCellBytes { get; init; } = 1024 * 1024;

    /// <summary>Most columns of a file; a file with more is corrupt. Default 800: what the table engine carries within its default memory, with room.</summary>
    public int MaximumColumns { get; init; } = 800;

    /// <summary>Longest record in bytes that is looked at in one piece; the first line of a longer one is quarantined. Default 32 MiB.</summary>
    public int MaximumRecordBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Most bytes of a broken record that the quarantine keeps as raw text; bronze keeps the whole. Default 64 KiB.</summary>
    public int MaximumRawBytes { get; init; } = 64 * 1024;

    /// <summary>The limits of the settings <c>DataHound:Reading</c>; what they leave out has its default.</summary>
    /// <exception cref="InvalidOperationException">A limit is less than 1; the message names each.</exception>
    public static ReadingLimits Read(IConfiguration configuration)
    {
        var limits = configuration.GetSection("DataHound:Reading").Get<ReadingLimits>() ?? new ReadingLimits();
        (string Name, int Value)[] all =
        [
            (nameof(MaximumCellBytes), limits.MaximumCellBytes), (nameof(MaximumColumns), limits.MaximumColumns),
            (nameof(MaximumRecordBytes), limits.MaximumRecordBytes), (nameof(MaximumRawBytes), limits.MaximumRawBytes),
        ];
        var wrong = all.Where(limit => limit.Value < 1).Select(limit => $"DataHound:Reading:{limit.Name}").ToList();
        return wrong.Count == 0 ? limits : throw new InvalidOperationException($"Storage cannot start: {string.Join(", ", wrong)} must be 1 or more.");
    }
}
