using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;

namespace DataHound.Domain.Quality;

/// <summary>Which column identifies the rows of a dataset.</summary>
public static class DatasetKeys
{
    /// <summary>
    /// The column, or null when rows have none: the key of a field-service dataset and of its batches, the event of events and lists, the customer of
    /// profiles. Logs of changes and what was set aside have none.
    /// </summary>
    /// <param name="dataset">The dataset's name.</param>
    public static string? Of(string dataset)
    {
        var master = DatasetNames.IsSilver(dataset) ? DatasetNames.PreparedOf(dataset)! : dataset;
        return FieldServiceDatasets.Find(master)?.Key ?? dataset switch
        {
            DatasetNames.Profiles => "customer_id",
            _ when DatasetNames.IsChanges(dataset) || DatasetNames.PreparedOf(dataset) is not null => null,
            _ when DatasetNames.IsEvents(dataset) || DatasetNames.IsList(dataset) => "event_id",
            _ => null,
        };
    }
}
