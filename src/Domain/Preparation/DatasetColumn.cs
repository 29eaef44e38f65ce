namespace DataHound.Domain.Preparation;

/// <summary>A known column of a dataset.</summary>
/// <param name="Name">The name in snake_case.</param>
/// <param name="Type">What its text means.</param>
public sealed record DatasetColumn(string Name, ColumnType Type);
