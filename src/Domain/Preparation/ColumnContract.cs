namespace DataHound.Domain.Preparation;

/// <summary>What holds for one column; a word that is absent means what the dataset's contract says. The words are those of <see cref="DatasetContract"/>.</summary>
public sealed record ColumnContract
{
    /// <summary>When a file has the column though the dataset does not know it.</summary>
    public string? New { get; init; }

    /// <summary>When a file lacks the column.</summary>
    public string? Missing { get; init; }

    /// <summary>When a cell of the column does not have the form it must have.</summary>
    public string? Type { get; init; }
}
