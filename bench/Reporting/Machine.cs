using System.Globalization;
using System.Runtime.InteropServices;

namespace DataHound.Bench.Reporting;

/// <summary>What the figures were taken on, and how busy it was before the scenario began.</summary>
internal sealed record Machine
{
    public required int Processors { get; init; }

    public required double MemoryGigabytes { get; init; }

    public required string System { get; init; }

    public required string Runtime { get; init; }

    /// <summary>Processes that wanted a processor, averaged over the minute before; null where the system does not say.</summary>
    public required double? LoadBefore { get; init; }

    /// <summary>More than a quarter of the processors was taken by others: the figures are worse than the product.</summary>
    public bool WasBusy => LoadBefore > Processors * 0.25;

    public static Machine Look() => new()
    {
        Processors = Environment.ProcessorCount,
        MemoryGigabytes = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        System = RuntimeInformation.OSDescription,
        Runtime = RuntimeInformation.FrameworkDescription,
        LoadBefore = Load(),
    };

    private static double? Load() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;
}
