namespace DataHound.Functions.Scheduling;

/// <summary>What a task of kind <c>verify</c> is told.</summary>
public sealed record VerifyTaskConfig
{
    /// <summary>Only this dataset; all when absent.</summary>
    public string? Dataset { get; init; }

    /// <summary>Only the current versions. Default false: everything that is kept.</summary>
    public bool CurrentOnly { get; init; }
}
