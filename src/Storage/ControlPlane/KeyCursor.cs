using System.Buffers.Text;
using System.Text;
using DataHound.Storage.ControlPlane.Sql;

namespace DataHound.Storage.ControlPlane;

/// <summary>Where a page ended in a list that is ordered by a key, as one opaque word.</summary>
public static class KeyCursor
{
    private const string Mark = "key:";
    private const int Longest = 2000;

    /// <summary>The cursor after the item of that key.</summary>
    public static string Of(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Mark + key));

    /// <summary>The key in a cursor that <see cref="Of"/> made; null stays null.</summary>
    /// <exception cref="Domain.Observability.UserErrorException"><c>cursor_invalid</c>.</exception>
    public static string? Parse(string? cursor)
    {
        if (cursor is null)
            return null;
        var text = cursor.Length <= Longest && Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : "";
        return text.StartsWith(Mark, StringComparison.Ordinal) && !text.Contains('\0', StringComparison.Ordinal) ? text[Mark.Length..] : throw PageCursor.Invalid();
    }
}
