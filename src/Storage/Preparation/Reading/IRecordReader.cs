namespace DataHound.Storage.Preparation.Reading;

/// <summary>Reads one received file record by record. Blank rows are skipped; every other record is shown, broken ones with their defect.</summary>
public interface IRecordReader : IDisposable
{
    /// <summary>The headings, in order.</summary>
    IReadOnlyList<string> Headings { get; }

    /// <summary>The record's first physical line, the file's first being 1; in sheets the row's number.</summary>
    long Line { get; }

    /// <summary>The record's number among the data rows as they stand in the file, blank ones counted, from 1.</summary>
    long Record { get; }

    /// <summary>Records shown so far: blank rows are not counted.</summary>
    long Rows { get; }

    /// <summary>The rule that the record breaks as a whole (<see cref="Domain.Preparation.RowRule"/>), or null.</summary>
    string? Defect { get; }

    /// <summary>Goes to the next record; false at the end of the file.</summary>
    /// <exception cref="UnreadableFileException">The file turns out to be unreadable, or its bytes are not the received ones.</exception>
    bool Read();

    /// <summary>The record's text in a column, as UTF-8 without quotes; empty where the record has no cell. Undefined for a record with a defect.</summary>
    ReadOnlySpan<byte> Field(int column);

    /// <summary>The record as it stands in the file, as valid UTF-8, cut off at the limit for raw text.</summary>
    ReadOnlySpan<byte> RawText();
}
