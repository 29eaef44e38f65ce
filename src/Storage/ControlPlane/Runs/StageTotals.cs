using DataHound.Domain.Pipelines;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Adds the counts of units.</summary>
internal static class StageTotals
{
    /// <summary>The sum.</summary>
    public static StageCounts Of(IEnumerable<StageCounts> counts)
    {
        long rowsIn = 0;
        long good = 0;
        var quarantined = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var discarded = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var count in counts)
        {
            rowsIn += count.In;
            good += count.Good;
            Add(quarantined, count.Quarantined);
            Add(discarded, count.Discarded);
        }

        return new StageCounts { In = rowsIn, Good = good, Quarantined = quarantined, Discarded = discarded };
    }

    private static void Add(SortedDictionary<string, long> sums, IReadOnlyDictionary<string, long> counts)
    {
        foreach (var (reason, rows) in counts)
            sums[reason] = sums.GetValueOrDefault(reason) + rows;
    }
}
