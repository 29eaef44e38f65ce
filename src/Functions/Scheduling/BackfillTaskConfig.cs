namespace DataHound.Functions.Scheduling;

/// <summary>What a task of kind <c>backfill</c> is told.</summary>
public sealed record BackfillTaskConfig
{
    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>So many days, the last of them the day before the tick by the task's clock: 1 to 3,660.</summary>
    public required int Days { get; init; }

    /// <summary>Most runs at once. Default 1.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Some of the pipeline's stages; all when absent.</summary>
    public IReadOnlyList<string>? Stages { get; init; }
}
