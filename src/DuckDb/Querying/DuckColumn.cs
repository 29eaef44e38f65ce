namespace DuckDb;

/// <summary>A column of a result.</summary>
/// <param name="Name">The name, not always unique.</param>
/// <param name="Type">The type of its values.</param>
public sealed record DuckColumn(string Name, DuckType Type);
