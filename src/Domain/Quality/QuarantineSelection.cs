namespace DataHound.Domain.Quality;

/// <summary>Which open quarantined rows are meant: those that fit everything that is given.</summary>
public sealed record QuarantineSelection
{
    /// <summary>Rows of this dataset; of all when null.</summary>
    public string? Dataset { get; init; }

    /// <summary>Rows that broke one of these rules; any when empty.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Exactly these rows; any when empty.</summary>
    public IReadOnlyList<QuarantineRowId> Rows { get; init; } = [];
}
