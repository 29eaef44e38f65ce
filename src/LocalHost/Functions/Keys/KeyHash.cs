using System.Security.Cryptography;
using System.Text;

namespace LocalHost.Functions.Keys;

/// <summary>
/// The SHA-256 of a key: what is stored and compared. A plain hash is enough, because keys are random and long: there is nothing to guess.
/// A slow or salted one protects short secrets that people choose, and would let strangers keep the machine busy.
/// </summary>
internal sealed class KeyHash(byte[] bytes)
{
    public byte[] Bytes { get; } = bytes;

    public static KeyHash Of(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether two are equal, in a time that does not depend on where they differ.</summary>
    public bool IsSameAs(KeyHash other) => CryptographicOperations.FixedTimeEquals(Bytes, other.Bytes);
}
