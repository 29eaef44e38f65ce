namespace DuckDb;

/// <summary>A named field of a STRUCT.</summary>
/// <param name="Name">The name as declared.</param>
/// <param name="Type">The type of its values.</param>
public sealed record DuckField(string Name, DuckType Type);
