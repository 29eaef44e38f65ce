using System.Buffers.Text;
using System.Globalization;
using System.Text;
using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Sql;

/// <summary>Where a page ended: the last item's instant and name, as one opaque word.</summary>
/// <param name="At">The instant by which the list is ordered.</param>
/// <param name="Name">The name that orders items of one instant.</param>
internal sealed record PageCursor(DateTimeOffset At, string Name)
{
    /// <summary>Reads a cursor that <see cref="ToString"/> made; null stays null.</summary>
    public static PageCursor? Parse(string? cursor)
    {
        if (cursor is null)
            return null;
        if (cursor.Length <= 1000 && Base64Url.IsValid(cursor))
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && !text.Contains('\0', StringComparison.Ordinal) && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                && ticks <= DateTimeOffset.MaxValue.Ticks)
                return new PageCursor(new DateTimeOffset(ticks, TimeSpan.Zero), text[(colon + 1)..]);
        }

        throw Invalid();
    }

    /// <summary>The same of a list whose items of one instant are ordered by an identity.</summary>
    public static PageCursor? ParseWithId(string? cursor) => Parse(cursor) is not { } after || Guid.TryParse(after.Name, out _) ? Parse(cursor) : throw Invalid();

    /// <summary>What is told about a cursor that no list gave out.</summary>
    public static UserErrorException Invalid() => new(
        "cursor_invalid", "The cursor is not one that a list gave out.", "Leave the cursor away to start with the first page, or use nextCursor of the page before.");

    /// <inheritdoc/>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}:{Name}")));

    /// <summary>Cuts a list that was read with one item too many into a page.</summary>
    public static Page<T> Cut<T>(List<T> items, int limit, Func<T, string> cursorOf)
    {
        if (items.Count <= limit)
            return new Page<T>(items, null);
        items.RemoveRange(limit, items.Count - limit);
        return new Page<T>(items, cursorOf(items[^1]));
    }
}
