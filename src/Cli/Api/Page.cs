namespace DataHound.Cli.Api;

/// <summary>One page of a list.</summary>
internal sealed record Page<T>
{
    public IReadOnlyList<T> Items { get; init; } = [];

    /// <summary>Where the next page starts; null on the last one.</summary>
    public string? NextCursor { get; init; }
}
