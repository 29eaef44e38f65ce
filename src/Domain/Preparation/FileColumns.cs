using System.Globalization;

namespace DataHound.Domain.Preparation;

/// <summary>Turns the headings of one file into the columns of its dataset.</summary>
public static class FileColumns
{
    /// <summary>
    /// One column per heading, in order: renamed as configured, else in snake_case. A heading without a letter or digit is <c>column_N</c>; of two headings with
    /// the same name the first keeps it and the next is <c>name_2</c>, so that no cell is lost.
    /// </summary>
    public static IReadOnlyList<FileColumn> Of(IReadOnlyList<string> headings, DatasetSchema schema, DatasetExtraction extraction)
    {
        var renames = extraction.Renames.ToDictionary(rename => ColumnNames.ToSnakeCase(rename.Key), rename => rename.Value, StringComparer.Ordinal);
        var types = schema.Columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        types.TryAdd(extraction.Key, ColumnType.Code);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<FileColumn>(headings.Count);
        for (var i = 0; i < headings.Count; i++)
        {
            var name = Name(headings[i], i, renames);
            var unique = name;
            for (var n = 2; !taken.Add(unique); n++)
                unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");
            columns.Add(new FileColumn(unique, types.GetValueOrDefault(unique, ColumnType.Text)));
        }

        return columns;
    }

    private static string Name(string heading, int position, Dictionary<string, string> renames)
    {
        var name = ColumnNames.ToSnakeCase(heading);
        if (renames.TryGetValue(name, out var renamed))
            return renamed;
        return name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"column_{position + 1}");
    }
}
