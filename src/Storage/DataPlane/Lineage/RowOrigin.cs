using DataHound.Domain.Pipelines;

namespace DataHound.Storage.DataPlane.Lineage;

/// <summary>Where a computed row comes from.</summary>
internal static class RowOrigin
{
    /// <summary>The dataset that a computed row may come from, with the row's key there; the caller takes the first of that name among the version's parents.</summary>
    /// <param name="dataset">The dataset of the computed row.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cell">Reads a cell of the row.</param>
    /// <param name="parents">Names of the datasets it was computed from.</param>
    public static (string Dataset, string Key)? Of(string dataset, string key, Func<string, string?> cell, IEnumerable<string> parents)
    {
        if (string.Equals(dataset, DatasetNames.Profiles, StringComparison.Ordinal))
            return ("customers", key);
        if (DatasetNames.IsList(dataset))
            return parents.FirstOrDefault(DatasetNames.IsEvents) is { } events ? (events, key) : null;
        return DatasetNames.IsEvents(dataset) && cell("entity_type") is { } type && cell("entity_id") is { } entity ? ($"{type}s", entity) : null;
    }
}
