namespace DataHound.Bench.FieldService;

/// <summary>What the plain script did, and how long its parts took.</summary>
internal sealed record PlainResult
{
    /// <summary>Seconds, part by part, in order.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    public required IReadOnlyDictionary<string, long> MasterRows { get; init; }

    public required IReadOnlyDictionary<string, long> Events { get; init; }

    public required double PeakMegabytes { get; init; }

    public required double ProcessorSeconds { get; init; }

    public double TotalSeconds => Seconds.Values.Sum();
}
