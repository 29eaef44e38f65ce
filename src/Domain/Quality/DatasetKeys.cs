using DataHound.Domain.Preparation;

namespace DataHound.Domain.Quality;

/// <summary>Which column identifies the rows of a dataset.</summary>
public static class DatasetKeys
{
    private const string SilverSuffix = "_silver";

    /// <summary>
    /// The column by which rows of two versions are compared, or null when only whole rows can be: the key of a field-service dataset and of its batches, the event of
    /// events and lists, the customer of profiles. Logs (<c>*_changes</c>) and what was set aside have none.
    /// </summary>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="columns">The columns it has.</param>
    public static string? Of(string dataset, IReadOnlyCollection<string> columns)
    {
        var name = dataset.EndsWith(SilverSuffix, StringComparison.Ordinal) ? dataset[..^SilverSuffix.Length] : dataset;
        if (name.EndsWith("_changes", StringComparison.Ordinal) || name.EndsWith("_quarantine", StringComparison.Ordinal) || name.EndsWith("_discarded", StringComparison.Ordinal))
            return null;
        var key = FieldServiceDatasets.Find(name)?.Key ?? name switch
        {
            "profiles" => "customer_id",
            _ when name.StartsWith("events_", StringComparison.Ordinal) || name.StartsWith("list_", StringComparison.Ordinal) => "event_id",
            _ => null,
        };
        return key is not null && columns.Contains(key, StringComparer.Ordinal) ? key : null;
    }
}
