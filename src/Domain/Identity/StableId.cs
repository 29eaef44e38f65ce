using System.Security.Cryptography;
using System.Text;

namespace DataHound.Domain.Identity;

/// <summary>Identifiers that follow from what they identify, so that the same thing has the same identifier in every run.</summary>
public static class StableId
{
    /// <summary>How many hexadecimal digits an identifier has.</summary>
    public const int Length = 16;

    private const int StackLimit = 512;

    /// <summary>The first 16 hexadecimal digits, in lower case, of the SHA-256 of the text's UTF-8 bytes.</summary>
    public static string Of(string text)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> utf8 = longest <= StackLimit ? stackalloc byte[StackLimit] : new byte[longest];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        return Convert.ToHexStringLower(hash[..(Length / 2)]);
    }
}
