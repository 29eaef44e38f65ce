namespace DataHound.Storage.Quality.Parity;

/// <summary>How two versions of a dataset compare.</summary>
public sealed record ParityReport
{
    /// <summary>Whether both have the same rows: same keys as often, same columns, same cells. Their files may differ in order and compression.</summary>
    public bool Equal => KeysOnlyFrom == 0 && KeysOnlyTo == 0 && RowsDiffering == 0 && RepeatedDifferently == 0 && ColumnsOnlyFrom.Count == 0 && ColumnsOnlyTo.Count == 0 && TypesDiffering.Count == 0;

    /// <summary>Whether the files are the same, byte by byte.</summary>
    public required bool SameBytes { get; init; }

    /// <summary>The columns that identify a row; all of them when the dataset has no key.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>Rows of the first version.</summary>
    public required long RowsFrom { get; init; }

    /// <summary>Rows of the second version.</summary>
    public required long RowsTo { get; init; }

    /// <summary>Different keys that both have.</summary>
    public required long KeysInBoth { get; init; }

    /// <summary>Different keys that only the first has.</summary>
    public required long KeysOnlyFrom { get; init; }

    /// <summary>Different keys that only the second has.</summary>
    public required long KeysOnlyTo { get; init; }

    /// <summary>Rows of the first version that repeat a key. Rows of one key are paired in the order of their cells.</summary>
    public required long RepeatedFrom { get; init; }

    /// <summary>Rows of the second version that repeat a key.</summary>
    public required long RepeatedTo { get; init; }

    /// <summary>Keys of both that are there another number of times.</summary>
    public required long RepeatedDifferently { get; init; }

    /// <summary>Some keys that only the first has.</summary>
    public required IReadOnlyList<ParityDifference> SamplesOnlyFrom { get; init; }

    /// <summary>Some keys that only the second has.</summary>
    public required IReadOnlyList<ParityDifference> SamplesOnlyTo { get; init; }

    /// <summary>Columns that only the first has.</summary>
    public required IReadOnlyList<string> ColumnsOnlyFrom { get; init; }

    /// <summary>Columns that only the second has.</summary>
    public required IReadOnlyList<string> ColumnsOnlyTo { get; init; }

    /// <summary>Columns of another type in each; their cells are compared as text.</summary>
    public required IReadOnlyList<string> TypesDiffering { get; init; }

    /// <summary>Rows of both with at least one cell that differs.</summary>
    public required long RowsDiffering { get; init; }

    /// <summary>The columns with cells that differ, the most different first.</summary>
    public required IReadOnlyList<ParityColumn> Columns { get; init; }
}
