using System.Buffers.Text;
using System.Security.Cryptography;

namespace LocalHost.Functions.Keys;

/// <summary>Keys as callers present them.</summary>
internal static class SecretKey
{
    public const int RandomBytes = 32;

    private const int ShortestGiven = 32;
    private const int LongestGiven = 256;
    private const int LeastDifferent = 10;

    /// <summary>A new key: 256 random bits, in characters that need no escape in an address.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Why a key that somebody chose may not be used; null when it may.</summary>
    public static string? Problem(string key)
    {
        if (key.Length is < ShortestGiven or > LongestGiven || !key.All(c => c is > ' ' and <= '~'))
            return FormattableString.Invariant($"must have {ShortestGiven} to {LongestGiven} printable ASCII characters without blanks");
        return key.Distinct().Count() < LeastDifferent ? "must be random: it repeats a few characters" : null;
    }
}
