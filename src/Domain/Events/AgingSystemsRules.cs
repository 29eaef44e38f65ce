namespace DataHound.Domain.Events;

/// <summary>When a heating or cooling system is old enough to talk about its replacement.</summary>
public sealed record AgingSystemsRules
{
    /// <summary>Whole years from which on a system is aging. Default 10.</summary>
    public int MinYears { get; init; } = 10;

    /// <summary>Whole words that say a permit is about the system.</summary>
    public IReadOnlyList<string> SystemWords { get; init; } =
    [
        "hvac", "a/c", "ac", "air conditioner", "air conditioning", "furnace", "heat pump", "heater", "condenser", "coil", "air handler", "ahu", "split", "mini-split", "package unit",
    ];
}
