namespace DataHound.Domain.Preparation;

/// <summary>The canonical shape of a dataset: its key and its known columns, in order. Columns beyond these are kept as text.</summary>
public sealed record DatasetSchema
{
    /// <summary>The dataset's name, such as <c>jobs</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The column that identifies a row.</summary>
    public required string Key { get; init; }

    /// <summary>The known columns, the key first.</summary>
    public required IReadOnlyList<DatasetColumn> Columns { get; init; }
}
