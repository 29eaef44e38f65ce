using System.Text.Json.Nodes;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>One difference between two documents.</summary>
/// <param name="Path">Where, as a JSON path.</param>
/// <param name="Kind">What happened there.</param>
/// <param name="Before">The value in the first document, null when there is none.</param>
/// <param name="After">The value in the second document, null when there is none.</param>
public sealed record ConfigChange(string Path, ConfigChangeKind Kind, JsonNode? Before, JsonNode? After);
