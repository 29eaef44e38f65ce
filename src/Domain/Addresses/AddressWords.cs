using System.Collections.Frozen;

namespace DataHound.Domain.Addresses;

/// <summary>The words of a street address that have a meaning of their own.</summary>
internal static class AddressWords
{
    /// <summary>The sign that stands for a unit word.</summary>
    public const char UnitSign = '#';

    private static readonly FrozenSet<string> Units = new[]
    {
        "APT", "APARTMENT", "UNIT", "STE", "SUITE", "BLDG", "BUILDING", "#", "LOT", "SPACE", "ROOM", "RM", "FLOOR", "FL",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Directions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["N"] = "NORTH",
        ["S"] = "SOUTH",
        ["E"] = "EAST",
        ["W"] = "WEST",
        ["NE"] = "NORTHEAST",
        ["NW"] = "NORTHWEST",
        ["SE"] = "SOUTHEAST",
        ["SW"] = "SOUTHWEST",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Suffixes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ST"] = "STREET",
        ["AVE"] = "AVENUE",
        ["BLVD"] = "BOULEVARD",
        ["DR"] = "DRIVE",
        ["RD"] = "ROAD",
        ["LN"] = "LANE",
        ["CT"] = "COURT",
        ["CIR"] = "CIRCLE",
        ["PL"] = "PLACE",
        ["PKWY"] = "PARKWAY",
        ["TRL"] = "TRAIL",
        ["TER"] = "TERRACE",
        ["CV"] = "COVE",
        ["HWY"] = "HIGHWAY",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> UnitLookup = Units.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> DirectionLookup = Directions.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> SuffixLookup = Suffixes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the word announces a unit.</summary>
    public static bool IsUnit(ReadOnlySpan<char> word) => UnitLookup.Contains(word);

    /// <summary>The full word of a direction, and of a street suffix where one may stand; the word itself otherwise.</summary>
    public static ReadOnlySpan<char> InFull(ReadOnlySpan<char> word, bool suffixAllowed)
    {
        if (DirectionLookup.TryGetValue(word, out var direction))
            return direction;
        return suffixAllowed && SuffixLookup.TryGetValue(word, out var suffix) ? suffix : word;
    }
}
