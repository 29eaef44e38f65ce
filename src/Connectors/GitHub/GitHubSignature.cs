using System.Security.Cryptography;
using System.Text;

namespace DataHound.Connectors.GitHub;

/// <summary>The signature of GitHub's webhooks: header <c>X-Hub-Signature-256</c>, <c>sha256=</c> and the HMAC-SHA256 of the body in hexadecimal.</summary>
public static class GitHubSignature
{
    /// <summary>The request header.</summary>
    public const string Header = "X-Hub-Signature-256";

    private const string Prefix = "sha256=";

    /// <summary>Whether the signature is that of the body. It takes the same time wherever the signature is wrong.</summary>
    /// <param name="secret">The secret shared with GitHub.</param>
    /// <param name="body">The body as received.</param>
    /// <param name="signature">The header's value.</param>
    public static bool IsValid(string secret, byte[] body, string signature)
    {
        if (!signature.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var expected = Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }
}
