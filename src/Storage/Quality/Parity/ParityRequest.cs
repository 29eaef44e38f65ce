namespace DataHound.Storage.Quality.Parity;

/// <summary>How two versions are to be compared.</summary>
public sealed record ParityRequest
{
    /// <summary>The columns that identify a row; empty for the dataset's own key, or whole rows when it has none.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Most samples of each difference, 0 to 100.</summary>
    public int Samples { get; init; } = 5;

    /// <summary>The column whose cells are listed, for <see cref="ParityPart.Cells"/>.</summary>
    public string? Column { get; init; }
}
