using DataHound.Domain.Preparation;

namespace DataHound.Domain.Events;

/// <summary>A field that all events of a type have.</summary>
/// <param name="Name">Its name in snake_case.</param>
/// <param name="Type">What it holds.</param>
public sealed record EventField(string Name, ColumnType Type);
