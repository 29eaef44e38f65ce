using System.Text.Json.Nodes;

namespace DataHound.Storage.DataPlane.Checks;

/// <summary>What a check came to for one company.</summary>
/// <param name="Report">Counts for people.</param>
/// <param name="Findings">The things found, in order.</param>
public sealed record CheckOutcome(JsonObject Report, IReadOnlyList<CheckFinding> Findings);
