using DataHound.Domain.Preparation;

namespace DataHound.Storage.DataPlane.Lineage;

/// <summary>Which column identifies the rows of a dataset.</summary>
internal static class RowKeys
{
    private const string SilverSuffix = "_silver";

    /// <summary>The column, or null when rows of the dataset have none.</summary>
    public static string? Of(string dataset)
    {
        if (FieldServiceDatasets.Find(dataset.EndsWith(SilverSuffix, StringComparison.Ordinal) ? dataset[..^SilverSuffix.Length] : dataset) is { } schema)
            return schema.Key;
        if (string.Equals(dataset, "profiles", StringComparison.Ordinal))
            return "customer_id";
        return IsEvents(dataset) || IsList(dataset) ? "event_id" : null;
    }

    /// <summary>The datasets that a computed row may come from, with the row's key there; the caller takes the first among the version's parents.</summary>
    /// <param name="dataset">The dataset of the computed row.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cell">Reads a cell of the row.</param>
    /// <param name="parents">Names of the datasets it was computed from.</param>
    public static (string Dataset, string Key)? Origin(string dataset, string key, Func<string, string?> cell, IEnumerable<string> parents)
    {
        if (string.Equals(dataset, "profiles", StringComparison.Ordinal))
            return ("customers", key);
        if (IsList(dataset))
            return parents.FirstOrDefault(IsEvents) is { } events ? (events, key) : null;
        return IsEvents(dataset) && cell("entity_type") is { } type && cell("entity_id") is { } entity ? ($"{type}s", entity) : null;
    }

    private static bool IsEvents(string dataset) => dataset.StartsWith("events_", StringComparison.Ordinal);

    private static bool IsList(string dataset) => dataset.StartsWith("list_", StringComparison.Ordinal) && !dataset.EndsWith("_changes", StringComparison.Ordinal);
}
