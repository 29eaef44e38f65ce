using DataHound.Domain.Preparation;

namespace DataHound.Storage.Quality;

/// <summary>Names the file of a replay so that ingest recognises the dataset of the original.</summary>
internal static class ReplayFileName
{
    /// <summary>The original's name where it still says the dataset and is none of a workbook; else one that does.</summary>
    public static string Of(string original, string dataset, IReadOnlyList<string> headings, ExtractionConfig config)
    {
        var plain = IsText(original) ? original : $"{original}.csv";
        IEnumerable<string> patterns = config.Datasets.TryGetValue(dataset, out var extraction) ? extraction.FilePatterns : [];
        return patterns.Select(pattern => pattern.Replace("*", "replay", StringComparison.Ordinal).Replace('?', '0'))
            .Where(name => IsText(name) && name.All(character => !char.IsControl(character) && character is not ('/' or '\\')))
            .Prepend(plain)
            .FirstOrDefault(name => string.Equals(DatasetRecognition.Recognise(name, headings, config), dataset, StringComparison.Ordinal), plain);
    }

    private static bool IsText(string name) =>
        !name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".xls", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".xlsm", StringComparison.OrdinalIgnoreCase)
        && name.Length is > 0 and <= 255;
}
