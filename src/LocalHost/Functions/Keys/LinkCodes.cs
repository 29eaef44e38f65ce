using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LocalHost.Functions.Hosting;
using LocalHost.Management;

namespace LocalHost.Functions.Keys;

/// <summary>
/// The codes of links to one instance: a time of expiry, signed together with the instance's id. Keys are known only by their hashes, so a link
/// cannot hold one; and who gets the link of one instance need not get a key to all.
/// </summary>
internal sealed class LinkCodes(KeyRing keys, HostSettings settings, TimeProvider time) : IInstanceCodes
{
    private const char Separator = '.';

    public string For(string instanceId)
    {
        long expires = (time.GetUtcNow() + settings.Keys.LinkLifetime).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"{expires}{Separator}{Base64Url.EncodeToString(Sign(keys.Latest, instanceId, expires))}");
    }

    /// <summary>Whether a code opens an instance.</summary>
    public bool Opens(KeySet current, string code, string instanceId)
    {
        int end = code.IndexOf(Separator, StringComparison.Ordinal);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return end > 0
            && long.TryParse(code.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out long expires)
            && Base64Url.TryDecodeFromChars(code.AsSpan(end + 1), signature, out int length)
            && length == signature.Length
            && CryptographicOperations.FixedTimeEquals(signature, Sign(current, instanceId, expires))
            && expires > time.GetUtcNow().ToUnixTimeSeconds();
    }

    private static byte[] Sign(KeySet current, string instanceId, long expires) =>
        HMACSHA256.HashData(current.LinkSecret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{expires}\n{instanceId}")));
}
