using DataHound.Domain.Observability;

namespace DataHound.Storage.DataPlane.Objects;

/// <summary>Object paths: relative, with <c>/</c> between segments, and unable to leave the store.</summary>
public static class ObjectPath
{
    private const int MaximumLength = 1024;
    private const int MaximumSegmentLength = 200;

    /// <summary>Refuses a path that is empty, absolute, too long, or has a segment that is empty, begins with a dot or holds a control character or backslash.</summary>
    /// <exception cref="UserErrorException"><c>object_path_invalid</c></exception>
    public static string Check(string path)
    {
        var valid = path.Length is > 0 and <= MaximumLength;
        foreach (var range in path.AsSpan().Split('/'))
            valid &= IsSegment(path.AsSpan()[range]);
        return valid ? path : throw new UserErrorException("object_path_invalid", "An object path is not a relative path of plain segments.", "Use company, layer and names without dots in front, separated by '/'.");
    }

    /// <summary>Refuses a prefix that could leave the store; empty means everything.</summary>
    /// <exception cref="UserErrorException"><c>object_path_invalid</c></exception>
    public static string CheckPrefix(string prefix)
    {
        var whole = prefix.TrimEnd('/');
        if (whole.Length > 0)
            Check(whole);
        return prefix;
    }

    private static bool IsSegment(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty || segment.Length > MaximumSegmentLength || segment[0] == '.')
            return false;
        foreach (var character in segment)
        {
            if (char.IsControl(character) || character is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|')
                return false;
        }

        return true;
    }
}
