using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataHound.Domain.Observability;

/// <summary>
/// The arithmetic of the audit log: every entry carries the SHA-256 of its own content and of the hash before it, so that a change of any
/// entry breaks the chain from there on.
/// </summary>
public static class AuditChain
{
    /// <summary>The hash before the first entry: 64 zeros.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Links an act to the end of its chain.</summary>
    public static AuditEntry Link(AuditHead head, AuditAct act, DateTimeOffset at)
    {
        var entry = new AuditEntry { Sequence = head.Sequence + 1, At = at, Act = act, PreviousHash = head.Hash, Hash = "" };
        return entry with { Hash = HashOf(entry) };
    }

    /// <summary>
    /// The hash of an entry: SHA-256, in lower-case hexadecimal, over one line per field in a fixed order. A line is the field's length in
    /// UTF-8 bytes, a colon and the text; a missing field is a lone dash. So no two entries have the same content.
    /// </summary>
    public static string HashOf(AuditEntry entry)
    {
        var act = entry.Act;
        var content = new StringBuilder();
        foreach (var field in (string?[])[
            entry.PreviousHash, entry.Sequence.ToString(CultureInfo.InvariantCulture), entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            act.Company, act.By.Actor, act.Action, act.Subject, act.Before, act.After, act.By.Reason, act.By.RequestId])
        {
            if (field is null)
                content.Append('-');
            else
                content.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field}");
            content.Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
    }
}
