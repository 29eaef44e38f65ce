using System.Text.RegularExpressions;
using DataHound.Domain.Preparation;

namespace DataHound.Storage.ConfigPlane.Checks;

/// <summary>What an extraction document must keep.</summary>
internal static partial class ExtractionChecks
{
    private const string Directives = "aAbBdfgHIjmMpSyYzZ%";

    /// <summary>The document's problems.</summary>
    public static IEnumerable<ConfigProblem> Check(ExtractionConfig extraction)
    {
        if (!ConfigWords.IsCompany(extraction.Company))
            yield return new ConfigProblem("$.company", ConfigWords.SlugRule);
        if (!CompanyChecks.IsTimeZone(extraction.Timezone))
            yield return new ConfigProblem("$.timezone", "is not the IANA name of a time zone, such as America/Chicago");
        if (extraction.Datasets.Count == 0)
            yield return new ConfigProblem("$.datasets", "must name at least one dataset");
        foreach (var (name, dataset) in extraction.Datasets)
        {
            foreach (var problem in Check(name, dataset))
                yield return problem;
        }
    }

    private static IEnumerable<ConfigProblem> Check(string name, DatasetExtraction dataset)
    {
        var path = $"$.datasets.{name}";
        if (FieldServiceDatasets.Find(name) is not { } schema)
        {
            yield return new ConfigProblem(path, $"is not a known dataset; known are {string.Join(", ", FieldServiceDatasets.All.Select(known => known.Name))}");
            yield break;
        }

        var columns = schema.Columns.Select(column => column.Name).Concat(dataset.Renames.Values).ToHashSet(StringComparer.Ordinal);
        var timestamps = schema.Columns.Where(column => column.Type is ColumnType.Timestamp).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        if (dataset.Key != schema.Key)
            yield return new ConfigProblem($"{path}.key", $"must be {schema.Key}; rename the export's heading to it");
        if (dataset.FilePatterns.Count == 0)
            yield return new ConfigProblem($"{path}.file_patterns", "must hold at least one pattern");
        foreach (var index in Where(dataset.FilePatterns, pattern => !IsGlob(pattern)))
            yield return new ConfigProblem($"{path}.file_patterns[{index}]", "must be a lower-case file name with * and ?, without folders");
        foreach (var (heading, column) in dataset.Renames)
        {
            if (!ConfigWords.IsSnakeCase(column) || column.StartsWith('_'))
                yield return new ConfigProblem($"{path}.renames['{heading}']", "must be a column name in snake_case that does not begin with _");
        }

        foreach (var index in Where(dataset.Required, column => !columns.Contains(column)))
            yield return new ConfigProblem($"{path}.required[{index}]", "names a column that the dataset does not have");
        foreach (var index in Where(dataset.ExcelSerial, column => !timestamps.Contains(column)))
            yield return new ConfigProblem($"{path}.excel_serial[{index}]", "names a column that is not a timestamp of the dataset");
        foreach (var index in Where(dataset.DateFormats, format => !IsDateFormat(format)))
            yield return new ConfigProblem($"{path}.date_formats[{index}]", "is not a date format of strptime directives such as %m/%d/%Y %H:%M");
        foreach (var problem in ContractChecks.Check($"{path}.contract", dataset.Contract, schema.Key))
            yield return problem;
    }

    private static IEnumerable<int> Where(IReadOnlyList<string> items, Func<string, bool> wrong) =>
        Enumerable.Range(0, items.Count).Where(index => wrong(items[index]));

    private static bool IsGlob(string pattern) =>
        pattern.Length is > 0 and <= 255 && pattern == pattern.ToLowerInvariant() && pattern.AsSpan().IndexOfAny("/\\[]") < 0 && !pattern.Any(char.IsControl);

    private static bool IsDateFormat(string format)
    {
        var directives = Directive().Matches(format);
        return directives.Count > 0 && directives.All(directive => directive.Value is not "%" && Directives.Contains(directive.Value[^1], StringComparison.Ordinal));
    }

    [GeneratedRegex("%-?.?", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Directive();
}
