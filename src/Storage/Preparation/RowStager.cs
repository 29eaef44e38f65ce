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
    private readonly int[] _rawOf;
    private readonly (int Column, ContractAction Action)[] _guarded;
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
        _rawOf = [.. columns.Select(column => column.RawOf is null ? -1 : Array.FindIndex(_columns, other => other.Name == column.RawOf))];
        _guarded =
        [
            .. _columns.Select((column, index) => (Column: index, Action: extraction.Contract.ActionFor(DriftKind.Type, column.Name)))
                .Where(guarded => _rawOf[guarded.Column] < 0 && guarded.Action is ContractAction.Freeze or ContractAction.DiscardRow),
        ];
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
                _setAside.Add(file, verdict.Rule, verdict.Column, KeyOf(file.Reader, positions));
            else
                Append(file, positions);
        }
    }

    private (string Rule, string? Column)? Judge(BatchFile file, int[] positions)
    {
        var reader = file.Reader;
        if (reader.Defect is { } defect)
            return (defect, null);
        var key = Cell(reader, positions[_key]);
        if (NullWords.Contains(key) || TotalsRow.IsMark(key))
        {
            if (HasTotalsMark(file))
                return (RowRule.TotalsRow, null);
            return (RowRule.MissingKey, _columns[_key].Name);
        }

        if (JudgeByContract(file, positions) is { } broken)
            return broken;
        foreach (var column in _required)
        {
            var cell = column < 0 ? default : Cell(reader, positions[column]);
            if (NullWords.Contains(cell))
                return (RowRule.EmptyRequired, column < 0 ? null : _columns[column].Name);
            if (!_cells.Types(cell, _columns[column].Type, _mayBeSerial[column]))
                return (RowRule.UntypableRequired, _columns[column].Name);
        }

        return null;
    }

    private (string Rule, string? Column)? JudgeByContract(BatchFile file, int[] positions)
    {
        if (file.Contract.DiscardsAllFor is { } missing)
            return (RowRule.ContractMissingColumn, missing);
        foreach (var (position, name) in file.Contract.Unwanted)
        {
            if (!NullWords.Contains(Cell(file.Reader, position)))
                return (RowRule.ContractNewColumn, name);
        }

        foreach (var (column, action) in _guarded)
        {
            var cell = Cell(file.Reader, positions[column]);
            if (NullWords.Contains(cell) || _cells.Types(cell, _columns[column].Type, _mayBeSerial[column]))
                continue;
            file.Contract.CountUntypable(_columns[column].Name);
            return action is ContractAction.Freeze
                ? throw FileContract.Frozen(file.Source, _columns[column].Name, FormattableString.Invariant($"does not have the form it must have in line {file.Reader.Line}"))
                : (RowRule.ContractType, _columns[column].Name);
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
            if (_rawOf[i] >= 0)
                AppendRaw(Cell(file.Reader, positions[_rawOf[i]]), _rawOf[i]);
            else if (positions[i] < 0)
                _rows.AppendNull();
            else if (_cells.Append(_rows, Cell(file.Reader, positions[i]), _columns[i].Type, _mayBeSerial[i]) is { } rule)
                Note(file, _columns[i], rule);
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

    /// <summary>Keeps the text of a cell that does not type.</summary>
    private void AppendRaw(ReadOnlySpan<byte> cell, int column)
    {
        if (NullWords.Contains(cell) || _cells.Types(cell, _columns[column].Type, _mayBeSerial[column]))
            _rows.AppendNull();
        else
            _rows.AppendUtf8(cell);
    }

    private void Note(BatchFile file, FileColumn column, string rule)
    {
        if (string.Equals(rule, ColumnIssue.Untypable(column.Type), StringComparison.Ordinal))
            file.Contract.CountUntypable(column.Name);
        if (_issues.Count > 0)
            _issues.Add(StagedColumns.IssueSeparator);
        _issues.AddRange(Encoding.UTF8.GetBytes($"{column.Name}:{rule}"));
    }

    private static ReadOnlySpan<byte> Cell(IRecordReader reader, int position) => position < 0 ? default : Utf8Blanks.Trim(reader.Field(position));
}
