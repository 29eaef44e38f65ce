namespace DataHound.Domain.Addresses;

/// <summary>A street address in the one spelling in which addresses are compared.</summary>
/// <param name="Street">House number and street in upper case with full words, such as <c>2713 EAST 22ND STREET</c>.</param>
/// <param name="Unit">The unit inside the building, such as <c>208</c>; null when none is named.</param>
public readonly record struct NormalizedAddress(string Street, string? Unit)
{
    /// <summary>Whether both mean the same place: equal streets, and equal units when both name one.</summary>
    public bool IsSamePlaceAs(NormalizedAddress other) =>
        string.Equals(Street, other.Street, StringComparison.Ordinal)
        && (Unit is null || other.Unit is null || string.Equals(Unit, other.Unit, StringComparison.Ordinal));

    /// <summary>The street, with <c># unit</c> when there is a unit.</summary>
    public override string ToString() => Unit is null ? Street : $"{Street} # {Unit}";
}
