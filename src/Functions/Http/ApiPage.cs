using DataHound.Storage.ControlPlane;

namespace DataHound.Functions.Http;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
/// <param name="Items">The items.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page; null when this is the last.</param>
public sealed record ApiPage<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Cuts pages out of short lists.</summary>
internal static class ApiPage
{
    /// <summary>The items after the cursor, which stands for the key of the last item of the page before. The list must be in ordinal order of its keys.</summary>
    /// <exception cref="UserErrorException"><c>cursor_invalid</c>.</exception>
    public static ApiPage<T> Of<T>(IEnumerable<T> items, Func<T, string> key, int limit, string? cursor)
    {
        var after = KeyCursor.Parse(cursor);
        var page = items.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).Take(limit + 1).ToList();
        return page.Count > limit
            ? new ApiPage<T>(page[..limit], KeyCursor.Of(key(page[limit - 1])))
            : new ApiPage<T>(page, NextCursor: null);
    }
}
