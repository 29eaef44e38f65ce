namespace DataHound.Connectors;

/// <summary>A file that a source offers.</summary>
public sealed record SourceFile
{
    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The delivery it belongs to.</summary>
    public required string Delivery { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its length in bytes as listed.</summary>
    public required long Bytes { get; init; }
}
