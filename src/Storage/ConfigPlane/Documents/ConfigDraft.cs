using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DataHound.Storage.ConfigPlane.Layers;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>A document whose kind and name are known, but nothing else is checked.</summary>
internal sealed record ConfigDraft
{
    /// <summary>How messages call it: its file, else kind and name.</summary>
    public required string Title { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Version of its shape.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The fields of its kind, without what every document has.</summary>
    public required JsonObject Body { get; init; }

    /// <summary>The whole document in one form, whatever form it came in.</summary>
    public required string Content { get; init; }

    /// <summary>Whether it comes from a file or was edited in the database.</summary>
    public ConfigLayer Layer { get; init; } = ConfigLayer.Database;

    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content)));
}
