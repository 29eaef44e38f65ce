using System.Globalization;
using System.Runtime.InteropServices;

namespace DataHound.Domain.Quality;

/// <summary>Names one quarantined row for good: the immutable version that holds it, and its place there.</summary>
/// <param name="VersionId">The quarantine version.</param>
/// <param name="Number">The row's place in the version, from 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QuarantineRowId(Guid VersionId, long Number)
{
    private const int VersionLength = 32;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out QuarantineRowId id)
    {
        id = default;
        if (text.Length < VersionLength + 2 || text[VersionLength] != '-' || !Guid.TryParseExact(text.AsSpan(0, VersionLength), "N", out var version)
            || !long.TryParse(text.AsSpan(VersionLength + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        id = new QuarantineRowId(version, number);
        return true;
    }

    /// <summary>The version in 32 hexadecimal digits, a dash, the place.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{VersionId:N}-{Number}");
}
