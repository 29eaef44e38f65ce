using DataHound.Domain.Observability;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>A document that somebody wants in force.</summary>
public sealed record ConfigEdit
{
    /// <summary>Its kind; the content may leave it out.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name: the company's slug, the pipeline's name, or <see cref="ConfigKinds.OnlyName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The document as JSON.</summary>
    public required string Content { get; init; }

    /// <summary>Who wants it; the reason becomes the version's comment.</summary>
    public required Initiator By { get; init; }

    /// <summary>The version in force that the edit was made from; null when it does not matter, 0 for none.</summary>
    public int? BaseVersion { get; init; }
}
