using System.IO.Enumeration;

namespace DataHound.Domain.Preparation;

/// <summary>Globs on file names: <c>*</c> is any text, <c>?</c> any one character, everything else itself in any case.</summary>
public static class FilePattern
{
    /// <summary>Whether the whole file name fits the glob.</summary>
    public static bool Matches(string pattern, string fileName) =>
        FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), fileName, ignoreCase: true);
}
