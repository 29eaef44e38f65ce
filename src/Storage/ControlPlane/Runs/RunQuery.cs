namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Which runs to list, newest first.</summary>
public sealed record RunQuery
{
    /// <summary>Only runs that work for this company; null for all.</summary>
    public string? Company { get; init; }

    /// <summary>Only runs of this pipeline; null for all.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Only runs that stand so; null for all.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Most runs to answer with, 1 to 1000. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The cursor of the page before; null for the first page.</summary>
    public string? Cursor { get; init; }
}
