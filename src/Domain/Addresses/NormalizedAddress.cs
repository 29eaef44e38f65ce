namespace DataHound.Domain.Addresses;

/// <summary>
/// A street address in the one spelling in which addresses are compared. Two are the same place when their streets are equal, and their units when both
/// name one.
/// </summary>
/// <param name="Street">House number and street in upper case with full words, such as <c>2713 EAST 22ND STREET</c>.</param>
/// <param name="Unit">The unit inside the building, such as <c>208</c>; null when none is named.</param>
public readonly record struct NormalizedAddress(string Street, string? Unit);
