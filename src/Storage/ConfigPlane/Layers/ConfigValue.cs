using System.Text.Json.Nodes;

namespace DataHound.Storage.ConfigPlane.Layers;

/// <summary>A value of the configuration in force.</summary>
public sealed record ConfigValue
{
    /// <summary>Where in the document, as a JSON path.</summary>
    public required string Path { get; init; }

    /// <summary>The value; a secret is its reference.</summary>
    public required JsonNode? Value { get; init; }

    /// <summary>The layer it comes from.</summary>
    public required ConfigLayer Layer { get; init; }

    /// <summary>Which document or variables of that layer.</summary>
    public required string Origin { get; init; }
}
