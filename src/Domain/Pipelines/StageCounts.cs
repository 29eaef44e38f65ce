namespace DataHound.Domain.Pipelines;

/// <summary>What became of the rows that a stage was given. They must add up, or the stage fails.</summary>
public sealed record StageCounts
{
    /// <summary>No rows at all.</summary>
    public static StageCounts None { get; } = new();

    /// <summary>Rows given to the stage.</summary>
    public long In { get; init; }

    /// <summary>Rows that went on.</summary>
    public long Good { get; init; }

    /// <summary>Rows set aside because something is wrong with them, per rule.</summary>
    public IReadOnlyDictionary<string, long> Quarantined { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Rows left out on purpose, per reason.</summary>
    public IReadOnlyDictionary<string, long> Discarded { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Whether in = good + quarantined + discarded, none of them less than nothing.</summary>
    public bool AddUp() => Good >= 0 && Quarantined.Values.Concat(Discarded.Values).All(rows => rows >= 0) && In == Good + Quarantined.Values.Sum() + Discarded.Values.Sum();
}
