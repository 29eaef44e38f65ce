namespace DataHound.Bench.Reporting;

/// <summary>One measured number.</summary>
internal sealed record Figure
{
    public required string Name { get; init; }

    public required double Value { get; init; }

    public required string Unit { get; init; }

    /// <summary>What is aimed at, if anything is.</summary>
    public Aim? Aim { get; init; }

    /// <summary>Whether the aim is met; null without one.</summary>
    public bool? Met => Aim?.IsMetBy(Value);
}
