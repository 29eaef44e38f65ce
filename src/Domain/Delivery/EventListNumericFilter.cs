namespace DataHound.Domain.Delivery;

/// <summary>A comparison of a numeric field of an event with a number.</summary>
public sealed record EventListNumericFilter
{
    /// <summary>A numeric field of the event.</summary>
    public required string Field { get; init; }

    /// <summary>One of <c>&lt;</c>, <c>&lt;=</c>, <c>=</c>, <c>&gt;=</c>, <c>&gt;</c>.</summary>
    public required string Op { get; init; }

    /// <summary>What the field is compared with.</summary>
    public required decimal Value { get; init; }
}
