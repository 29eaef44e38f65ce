using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Functions.Companies;

/// <summary>A version of a config document as lists show it.</summary>
public sealed record ConfigView
{
    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>Whether it is in force.</summary>
    public required bool Active { get; init; }

    /// <summary><c>file</c> or <c>api</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Who made it.</summary>
    public required string Author { get; init; }

    /// <summary>Why; may be empty.</summary>
    public required string Comment { get; init; }

    /// <summary>SHA-256 of its content.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The view of a document.</summary>
    public static ConfigView Of(ConfigDocument document) => new()
    {
        Kind = document.Kind,
        Name = document.Name,
        Version = document.Version,
        Active = document.Active,
        Source = document.Source,
        Author = document.Author,
        Comment = document.Comment,
        Sha256 = document.Sha256,
        CreatedAt = document.CreatedAt,
    };
}
