using System.Text.RegularExpressions;

namespace DuckDb;

/// <summary>How a database is opened. What is not named here is fixed: no network, no extensions, no changing of settings later.</summary>
public sealed partial record DuckDbOptions
{
    /// <summary>
    /// Memory for the engine's buffers, such as <c>512MB</c>; null: 80 % of the machine's. It is a target, not a hard cap: set
    /// <see cref="TempDirectory"/> too, and keep headroom.
    /// </summary>
    public string? MemoryLimit { get; init; }

    /// <summary>Threads that run queries, the calling one included, 1 or more; null: one for each core.</summary>
    public int? Threads { get; init; }

    /// <summary>Where data is put that does not fit into memory; it is created when needed. Null: nothing is put out, and what does not fit fails.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>Most bytes of the temporary directory, such as <c>10GB</c>; null: 90 % of the free space.</summary>
    public string? MaxTempDirectorySize { get; init; }

    /// <summary>The only folders, with all below them, that SQL may read and write. Empty: no files at all.</summary>
    public IReadOnlyList<string> AllowedDirectories { get; init; } = [];

    /// <summary>The time zone in which TIMESTAMP WITH TIME ZONE values are cast and shown, an IANA name.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The native library's file; null: it is searched for (see <see cref="DuckLibrary"/>).</summary>
    public string? LibraryPath { get; init; }

    /// <summary>Checks all options at once.</summary>
    /// <exception cref="ArgumentException">Names everything that is wrong.</exception>
    internal static void Validate(DuckDbOptions options)
    {
        List<string> faults = [];
        CheckSize(faults, nameof(MemoryLimit), options.MemoryLimit);
        CheckSize(faults, nameof(MaxTempDirectorySize), options.MaxTempDirectorySize);
        if (options.Threads is < 1)
        {
            faults.Add($"{nameof(Threads)} must be 1 or more");
        }

        if (options.TempDirectory is not null && string.IsNullOrWhiteSpace(options.TempDirectory))
        {
            faults.Add($"{nameof(TempDirectory)} is blank");
        }

        if (options.AllowedDirectories.Any(string.IsNullOrWhiteSpace))
        {
            faults.Add($"{nameof(AllowedDirectories)} has a blank entry");
        }

        if (string.IsNullOrWhiteSpace(options.TimeZone))
        {
            faults.Add($"{nameof(TimeZone)} is blank");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"The DuckDB options are not valid: {string.Join("; ", faults)}.", nameof(options));
        }
    }

    private static void CheckSize(List<string> faults, string name, string? size)
    {
        if (size is not null && !Size().IsMatch(size))
        {
            faults.Add($"{name} must be a number and a unit, such as 512MB or 2GiB");
        }
    }

    [GeneratedRegex(@"^\d+(\.\d+)?\s*[KMGT]i?B$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Size();
}
