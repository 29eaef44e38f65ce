namespace DuckDb;

/// <summary>Quoting of names and texts, for the places of a statement where no parameter can stand.</summary>
public static class DuckSql
{
    /// <summary>A name in double quotes.</summary>
    /// <exception cref="ArgumentException">It is empty or has a NUL character.</exception>
    public static string Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Quote(name, '"');
    }

    /// <summary>A text in single quotes.</summary>
    /// <exception cref="ArgumentException">It has a NUL character.</exception>
    public static string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Quote(text, '\'');
    }

    private static string Quote(string text, char quote)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A NUL character would end the statement.", nameof(text));
        }

        var mark = quote.ToString();
        return $"{mark}{text.Replace(mark, mark + mark, StringComparison.Ordinal)}{mark}";
    }
}
