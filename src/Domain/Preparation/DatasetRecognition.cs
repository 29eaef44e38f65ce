namespace DataHound.Domain.Preparation;

/// <summary>Recognises which dataset a file belongs to.</summary>
public static class DatasetRecognition
{
    /// <summary>The smallest share of a dataset's known columns that a file's headings must hold.</summary>
    public const double SmallestShare = 0.6;

    /// <summary>The datasets whose file-name patterns fit, in the configuration's order.</summary>
    public static IReadOnlyList<string> ByName(string fileName, ExtractionConfig config) =>
        [.. config.Datasets.Where(dataset => dataset.Value.FilePatterns.Any(pattern => FilePattern.Matches(pattern, fileName))).Select(dataset => dataset.Key)];

    /// <summary>
    /// The dataset whose key is among the headings and of whose known columns they hold the largest share, at least <see cref="SmallestShare"/>; the first
    /// of equals in the configuration's order; null when there is none.
    /// </summary>
    public static string? ByHeadings(IReadOnlyList<string> headings, ExtractionConfig config)
    {
        var best = default(string);
        var bestShare = 0.0;
        foreach (var (name, extraction) in config.Datasets)
        {
            var schema = SchemaOf(name, extraction);
            var present = FileColumns.Of(headings, schema, extraction).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
            var share = (double)schema.Columns.Count(column => present.Contains(column.Name)) / schema.Columns.Count;
            if (present.Contains(extraction.Key) && share >= SmallestShare && share > bestShare)
                (best, bestShare) = (name, share);
        }

        return best;
    }

    /// <summary>The dataset by name, else by headings. Headings also decide between several datasets whose patterns fit.</summary>
    public static string? Recognise(string fileName, IReadOnlyList<string> headings, ExtractionConfig config)
    {
        var named = ByName(fileName, config);
        if (named.Count == 1)
            return named[0];
        var byHeadings = ByHeadings(headings, config);
        return named.Count == 0 || named.Contains(byHeadings, StringComparer.Ordinal) ? byHeadings : named[0];
    }

    /// <summary>The canonical shape of a dataset; one that the product does not know has its key and the columns the configuration names, all text.</summary>
    public static DatasetSchema SchemaOf(string dataset, DatasetExtraction extraction) => FieldServiceDatasets.Find(dataset) ?? new DatasetSchema
    {
        Name = dataset,
        Key = extraction.Key,
        Columns =
        [
            new DatasetColumn(extraction.Key, ColumnType.Code),
            .. extraction.Renames.Values.Where(column => !string.Equals(column, extraction.Key, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)
                .Select(column => new DatasetColumn(column, ColumnType.Text)),
        ],
    };
}
