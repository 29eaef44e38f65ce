using System.Security.Cryptography;
using System.Text;

namespace LocalHost.Engine.Execution;

/// <summary>Whose turn an instance's work counts as.</summary>
internal static class FairnessKeys
{
    private const int MaxLength = 256;

    /// <summary>The key a tag gives; null when there is no such tag.</summary>
    /// <param name="tags">The instance's tags.</param>
    /// <param name="tag">The name of the tag.</param>
    public static string? Of(IReadOnlyDictionary<string, string>? tags, string tag) =>
        tags is not null && tags.TryGetValue(tag, out var value) && !string.IsNullOrEmpty(value) ? Storable(value) : null;

    // An index cannot hold just any text: what is too long or strange is known by its digest.
    private static string Storable(string value) =>
        value.Length <= MaxLength && !value.Any(c => char.IsControl(c) || char.IsSurrogate(c))
            ? value
            : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
