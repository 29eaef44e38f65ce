using System.Text;
using DataHound.Domain.Identity;

namespace DataHound.Domain.Delivery;

/// <summary>What tells list rows apart, and what tells that a row changed.</summary>
public static class ListRow
{
    /// <summary>The columns of every list, in their fixed order.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["entity_id", "event_id", "customer_id", "severity", "name", "phone", "tier", "marketable"];

    /// <summary>The identity of an event's row on a list.</summary>
    public static string Identity(string list, string eventId) => StableId.Of($"{list}|{eventId}");

    /// <summary>A short hash over all cells: equal exactly when no cell changed. An absent cell is none, which differs from an empty one.</summary>
    public static string Hash(IEnumerable<string?> cells)
    {
        var text = new StringBuilder();
        foreach (var cell in cells)
            _ = cell is null ? text.Append('-') : text.Append(cell.Length).Append(':').Append(cell);
        return StableId.Of(text.ToString());
    }
}
