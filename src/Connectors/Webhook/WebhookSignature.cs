using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataHound.Connectors.Webhook;

/// <summary>Signs as Standard Webhooks 1.0 says: HMAC-SHA256 over <c>id.timestamp.body</c>, in base64 behind <c>v1,</c>.</summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int LeastKeyBytes = 24;
    private const int MostKeyBytes = 64;

    /// <summary>The key in a secret, or null when it is not one of 24 to 64 bytes.</summary>
    public static byte[]? Key(string secret)
    {
        var text = secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret.AsSpan(Prefix.Length) : secret;
        var key = new byte[MostKeyBytes + 3];
        return Convert.TryFromBase64Chars(text, key, out var length) && length is >= LeastKeyBytes and <= MostKeyBytes ? key[..length] : null;
    }

    /// <summary>One signature a key, apart by blanks.</summary>
    public static string Sign(IEnumerable<byte[]> keys, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return string.Join(' ', keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}"));
    }
}
