using System.Globalization;

namespace DataHound.Storage.ControlPlane.Sql;

/// <summary>Where a page ended in a list that is ordered by a number.</summary>
internal static class NumberCursor
{
    /// <summary>Reads a cursor that <see cref="Of"/> made; null stays null.</summary>
    /// <exception cref="Domain.Observability.UserErrorException"><c>cursor_invalid</c>.</exception>
    public static long? Parse(string? cursor)
    {
        if (cursor is null)
            return null;
        return long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw PageCursor.Invalid();
    }

    /// <summary>The cursor after an item of that number.</summary>
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
