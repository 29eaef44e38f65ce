namespace DataHound.Bench.FieldService;

/// <summary>What the plain script's own process is told.</summary>
internal sealed record PlainJob
{
    public required string Delivery { get; init; }

    public required string Output { get; init; }

    public required string Company { get; init; }

    /// <summary>The logical instant in the company's zone, as SQL writes it.</summary>
    public required string AsOf { get; init; }

    public required string MemoryLimit { get; init; }

    public required int Threads { get; init; }
}
