using System.Globalization;

namespace DataHound.Storage.DataPlane.Tables;

/// <summary>How much of the machine the table engine may use, and where it may work.</summary>
public sealed record TableEngineOptions
{
    /// <summary>Memory for all sessions together, such as <c>512MB</c>; beyond it the engine spills into <see cref="WorkDirectory"/>. Default 512MB.</summary>
    public string MemoryLimit { get; init; } = "512MB";

    /// <summary>Threads for all sessions together; null for one per processor.</summary>
    public int? Threads { get; init; }

    /// <summary>A folder of this process alone for spilled data and for files before they are published.</summary>
    public required string WorkDirectory { get; init; }

    /// <summary>Folders besides <see cref="WorkDirectory"/> from which files may be read: where the object store keeps its files or downloads.</summary>
    public IReadOnlyList<string> ReadDirectories { get; init; } = [];

    /// <summary>Where libduckdb lies; null to look in the usual places.</summary>
    public string? LibraryPath { get; init; }

    /// <summary>What is wrong with the options, for one composed message; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(MemoryLimit))
            yield return "MemoryLimit is empty; give an amount such as 512MB";
        if (Threads is < 1)
            yield return string.Create(CultureInfo.InvariantCulture, $"Threads is {Threads}; give 1 or more");
        if (!Path.IsPathFullyQualified(WorkDirectory))
            yield return "WorkDirectory is not an absolute path";
    }
}
