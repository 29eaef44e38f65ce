namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>A version of a config document.</summary>
public sealed record ConfigDocument
{
    /// <summary>Its kind, one of <see cref="ConfigKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name, unique in its kind.</summary>
    public required string Name { get; init; }

    /// <summary>1 for the first version, and so on.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The document as JSON, with its kind and schema version; secrets are references.</summary>
    public required string Content { get; init; }

    /// <summary><c>file</c> or <c>api</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Who made this version.</summary>
    public required string Author { get; init; }

    /// <summary>Why it was made; may be empty.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Whether this version is in force.</summary>
    public required bool Active { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
