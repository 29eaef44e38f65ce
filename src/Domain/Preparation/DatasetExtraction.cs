namespace DataHound.Domain.Preparation;

/// <summary>How a company's exports of one dataset are recognised and read.</summary>
public sealed record DatasetExtraction
{
    /// <summary>Globs (<c>*</c>, <c>?</c>) on the lower-cased file name.</summary>
    public required IReadOnlyList<string> FilePatterns { get; init; }

    /// <summary>The column that identifies a row, after renaming.</summary>
    public required string Key { get; init; }

    /// <summary>Heading in the export to column name; other headings become snake_case.</summary>
    public IReadOnlyDictionary<string, string> Renames { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Columns without which a row is quarantined.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Formats (strptime directives) tried in order for every timestamp column, before ISO 8601.</summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>Timestamp columns in which a spreadsheet's serial number (origin 1899-12-30) is a date.</summary>
    public IReadOnlyList<string> ExcelSerial { get; init; } = [];

    /// <summary>Whether each batch holds every row there is, so that an absent row is marked as missing.</summary>
    public bool FullSnapshot { get; init; }

    /// <summary>What files may change without being asked.</summary>
    public DatasetContract Contract { get; init; } = new();
}
