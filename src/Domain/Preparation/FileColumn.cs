namespace DataHound.Domain.Preparation;

/// <summary>A column of one file.</summary>
/// <param name="Name">Its name after renaming.</param>
/// <param name="Type">What its text means; text for columns the dataset does not know.</param>
/// <param name="RawOf">The column whose untypable cells this one keeps as text; null for a column that the file itself has.</param>
public sealed record FileColumn(string Name, ColumnType Type, string? RawOf = null);
