namespace DataHound.Domain.Pipelines;

/// <summary>How datasets that belong to others are named, so that what a dataset is can be told from its name.</summary>
public static class DatasetNames
{
    /// <summary>The customers' profiles.</summary>
    public const string Profiles = "profiles";

    private const string SilverSuffix = "_silver";
    private const string QuarantineSuffix = "_quarantine";
    private const string DiscardedSuffix = "_discarded";
    private const string ChangesSuffix = "_changes";
    private const string EventsPrefix = "events_";
    private const string ListPrefix = "list_";

    /// <summary>The batches of a dataset: its good rows, of which the master table is made.</summary>
    public static string Silver(string dataset) => dataset + SilverSuffix;

    /// <summary>The rows of a dataset that were set aside to be corrected.</summary>
    public static string Quarantine(string dataset) => dataset + QuarantineSuffix;

    /// <summary>The rows of a dataset that were left out by rule.</summary>
    public static string Discarded(string dataset) => dataset + DiscardedSuffix;

    /// <summary>The log of what changed in a dataset.</summary>
    public static string Changes(string dataset) => dataset + ChangesSuffix;

    /// <summary>The events of a type.</summary>
    public static string Events(string eventType) => EventsPrefix + eventType;

    /// <summary>The rows of a list.</summary>
    public static string List(string list) => ListPrefix + list;

    /// <summary>Whether a dataset holds batches of another.</summary>
    public static bool IsSilver(string dataset) => dataset.EndsWith(SilverSuffix, StringComparison.Ordinal);

    /// <summary>Whether a dataset holds rows that were set aside to be corrected.</summary>
    public static bool IsQuarantine(string dataset) => dataset.EndsWith(QuarantineSuffix, StringComparison.Ordinal);

    /// <summary>Whether a dataset holds rows that were left out by rule.</summary>
    public static bool IsDiscarded(string dataset) => dataset.EndsWith(DiscardedSuffix, StringComparison.Ordinal);

    /// <summary>Whether a dataset is the log of another.</summary>
    public static bool IsChanges(string dataset) => dataset.EndsWith(ChangesSuffix, StringComparison.Ordinal);

    /// <summary>Whether a dataset holds events.</summary>
    public static bool IsEvents(string dataset) => dataset.StartsWith(EventsPrefix, StringComparison.Ordinal);

    /// <summary>Whether a dataset holds the rows of a list; its log does not.</summary>
    public static bool IsList(string dataset) => dataset.StartsWith(ListPrefix, StringComparison.Ordinal) && !IsChanges(dataset);

    /// <summary>The dataset whose batches, quarantined or discarded rows a dataset holds; null when it holds none.</summary>
    public static string? PreparedOf(string dataset)
    {
        foreach (var suffix in (ReadOnlySpan<string>)[SilverSuffix, QuarantineSuffix, DiscardedSuffix])
        {
            if (dataset.EndsWith(suffix, StringComparison.Ordinal))
                return dataset[..^suffix.Length];
        }

        return null;
    }
}
