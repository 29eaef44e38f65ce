using DataHound.Domain.Preparation;

namespace DataHound.Domain.Events;

/// <summary>A field that all events of a type have.</summary>
/// <param name="Name">Its name in snake_case, in the event's details and in configuration.</param>
/// <param name="Type">What it holds.</param>
public sealed record EventField(string Name, ColumnType Type)
{
    /// <summary>Its column in the type's dataset; differs from the name where every event has a column of that name already.</summary>
    public string Column { get; init; } = Name;
}
