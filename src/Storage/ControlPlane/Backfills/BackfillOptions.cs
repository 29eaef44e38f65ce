using Microsoft.Extensions.Configuration;

namespace DataHound.Storage.ControlPlane.Backfills;

/// <summary>Limits of backfills; settings <c>DataHound:Backfill:*</c>.</summary>
public sealed record BackfillOptions
{
    /// <summary>Most partitions of one backfill: days times companies; setting <c>MaximumPartitions</c>, default 1,000,000.</summary>
    public int MaximumPartitions { get; init; } = 1_000_000;

    /// <summary>Most runs of one backfill at once; setting <c>MaximumParallelism</c>, default 32.</summary>
    public int MaximumParallelism { get; init; } = 32;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong.</exception>
    public static BackfillOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection("DataHound:Backfill").Get<BackfillOptions>() ?? new BackfillOptions();
        return options is { MaximumPartitions: >= 1, MaximumParallelism: >= 1 }
            ? options
            : throw new InvalidOperationException("Storage cannot start: DataHound:Backfill:MaximumPartitions and MaximumParallelism must be 1 or more.");
    }
}
