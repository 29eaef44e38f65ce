using System.Text;
using DataHound.Domain.Preparation;
using DataHound.Storage.Preparation.Reading;
using DuckDb;

namespace DataHound.Storage.Preparation;

/// <summary>Decides each record's fate by the rules and puts it either among the typed rows of the batch or among those set aside.</summary>
internal sealed class RowStager
{
    private readonly DuckAppender _rows;
    private readonly SetAsideAppender _setAside;
    private readonly CellAppender _cells;
    private readonly FileColumn[] _columns;
    private readonly bool[] _mayBeSerial;
    private readonly int[] _required;
    private readonly int _key;
    private readonly List<byte> _issues = [];
    private long _sequence;

    /// <summary>Makes a stager for a batch.</summary>
    internal RowStager(DuckAppender rows, SetAsideAppender setAside, CellAppender cells, IReadOnlyList<FileColumn> columns, DatasetExtraction extraction)
    {
        _rows = rows;
        _setAside = setAside;
        _cells = cells;
        _columns = [.. columns];
        _mayBeSerial = [.. columns.Select(column => extraction.ExcelSerial.Contains(column.Name, StringComparer.Ordinal))];
        _required = [.. extraction.Required.Select(name => Array.FindIndex(_columns, column => column.Name == name))];
        _key = Array.FindIndex(_columns, column => column.Name == extraction.Key);
    }

    /// <summary>Takes all records of a file.</summary>
    internal void Take(BatchFile file, CancellationToken cancellationToken)
    {
        const int Often = 8192;
        var positions = file.PositionsOf(_columns);
        while (file.Reader.Read())
        {
            if (file.Reader.Record % Often == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (Judge(file, positions) is { } verdict)
                _setAside.Add(file, verdict.Rule, verdict.Column < 0 ? null : _columns[verdict.Column].Name, KeyOf(file.Reader, positions));
            else
                Append(file, positions);
        }
    }

    private (string Rule, int Column)? Judge(BatchFile file, int[] positions)
    {
        var reader = file.Reader;
        if (reader.Defect is { } defect)
            return (defect, -1);
        var key = Cell(reader, positions[_key]);
        if (NullWords.Contains(key) || TotalsRow.IsMark(key))
        {
            if (HasTotalsMark(file))
                return (RowRule.TotalsRow, -1);
            return (RowRule.MissingKey, _key);
        }

        foreach (var column in _required)
        {
            var cell = column < 0 ? default : Cell(reader, positions[column]);
            if (NullWords.Contains(cell))
                return (RowRule.EmptyRequired, column);
            if (!_cells.Types(cell, _columns[column].Type, _mayBeSerial[column]))
                return (RowRule.UntypableRequired, column);
        }

        return null;
    }

    private static bool HasTotalsMark(BatchFile file)
    {
        for (var i = 0; i < file.Columns.Count; i++)
        {
            if (TotalsRow.IsMark(Cell(file.Reader, i)))
                return true;
        }

        return false;
    }

    private string? KeyOf(IRecordReader reader, int[] positions)
    {
        if (reader.Defect is not null)
            return null;
        var key = Cell(reader, positions[_key]);
        return NullWords.Contains(key) ? null : Encoding.UTF8.GetString(CodeText.Canonical(key));
    }

    private void Append(BatchFile file, int[] positions)
    {
        _issues.Clear();
        for (var i = 0; i < _columns.Length; i++)
        {
            if (positions[i] < 0)
                _rows.AppendNull();
            else if (_cells.Append(_rows, Cell(file.Reader, positions[i]), _columns[i].Type, _mayBeSerial[i]) is { } rule)
                Note(_columns[i].Name, rule);
        }

        _rows.Append((long)file.Number);
        _rows.Append(file.Reader.Line);
        _rows.Append(file.Reader.Record);
        _rows.Append(_sequence++);
        if (_issues.Count == 0)
            _rows.AppendNull();
        else
            _rows.AppendUtf8(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_issues));
        _rows.EndRow();
    }

    private void Note(string column, string rule)
    {
        if (_issues.Count > 0)
            _issues.Add(StagedColumns.IssueSeparator);
        _issues.AddRange(Encoding.UTF8.GetBytes($"{column}:{rule}"));
    }

    private static ReadOnlySpan<byte> Cell(IRecordReader reader, int position) => position < 0 ? default : Utf8Blanks.Trim(reader.Field(position));
}
