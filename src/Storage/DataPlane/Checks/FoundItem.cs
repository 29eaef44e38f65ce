namespace DataHound.Storage.DataPlane.Checks;

/// <summary>A finding with the company it is about.</summary>
/// <param name="Company">The company's slug.</param>
/// <param name="Finding">The finding.</param>
public sealed record FoundItem(string Company, CheckFinding Finding);
