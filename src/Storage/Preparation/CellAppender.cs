using DataHound.Domain.Preparation;
using DuckDb;

namespace DataHound.Storage.Preparation;

/// <summary>Types trimmed cells by the domain's rules and appends them as values.</summary>
/// <param name="timestamps">Reads the company's timestamps.</param>
internal sealed class CellAppender(TimestampReader timestamps)
{
    private byte[] _text = new byte[256];

    /// <summary>Whether a cell that is not null types as its column demands.</summary>
    internal bool Types(ReadOnlySpan<byte> cell, ColumnType type, bool mayBeSerial) => type switch
    {
        ColumnType.Timestamp => timestamps.TryParse(cell, mayBeSerial, out _),
        ColumnType.Money => MoneyText.TryParse(cell, out _),
        ColumnType.Integer => IntegerText.TryParse(cell, out _),
        ColumnType.Boolean => BooleanText.TryParse(cell, out _),
        ColumnType.Turns => TranscriptTurns.HasMarker(cell),
        _ => true,
    };

    /// <summary>Appends a trimmed cell; the rule to note when it could not be taken as it is, or null.</summary>
    internal string? Append(DuckAppender target, ReadOnlySpan<byte> cell, ColumnType type, bool mayBeSerial)
    {
        if (NullWords.Contains(cell))
        {
            target.AppendNull();
            return null;
        }

        switch (type)
        {
            case ColumnType.Code:
                target.AppendUtf8(CodeText.Canonical(cell));
                return null;
            case ColumnType.Timestamp when timestamps.TryParse(cell, mayBeSerial, out var local):
                target.AppendTimestampMicros((local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
                return null;
            case ColumnType.Money when MoneyText.TryParse(cell, out var hundredths):
                target.AppendUnscaled(hundredths);
                return null;
            case ColumnType.Integer when IntegerText.TryParse(cell, out var number):
                target.Append((long)number);
                return null;
            case ColumnType.Boolean when BooleanText.TryParse(cell, out var truth):
                target.Append(truth);
                return null;
            case ColumnType.PhoneList:
                return AppendPhones(target, cell);
            case ColumnType.Phone:
                return AppendPhone(target, cell);
            case ColumnType.Turns when TranscriptTurns.HasMarker(cell):
                AppendTurns(target, cell);
                return null;
            case ColumnType.Text:
                target.AppendUtf8(cell);
                return null;
            default:
                target.AppendNull();
                return ColumnIssue.Untypable(type);
        }
    }

    private string? AppendPhones(DuckAppender target, ReadOnlySpan<byte> cell)
    {
        EnsureRoom(cell.Length + PhoneText.Digits);
        var issue = default(string);
        var length = 0;
        while (PhoneText.TryTakePart(ref cell, out var part))
        {
            EnsureRoom(length + 1 + Math.Max(part.Length, PhoneText.Digits));
            var start = length == 0 ? 0 : length + 1;
            if (!PhoneText.TryParse(part, _text.AsSpan(start)))
            {
                part.CopyTo(_text.AsSpan(start));
                issue = ColumnIssue.PhoneNotTenDigits;
                length = start + part.Length;
            }
            else
            {
                length = start + PhoneText.Digits;
            }

            if (start > 0)
                _text[start - 1] = StagedColumns.ElementSeparator;
        }

        if (length == 0)
            target.AppendNull();
        else
            target.AppendUtf8(_text.AsSpan(0, length));
        return issue;
    }

    private string? AppendPhone(DuckAppender target, ReadOnlySpan<byte> cell)
    {
        var parts = cell;
        while (PhoneText.TryTakePart(ref parts, out var part))
        {
            if (!PhoneText.TryParse(part, _text))
                continue;
            target.AppendUtf8(_text.AsSpan(0, PhoneText.Digits));
            return null;
        }

        target.AppendUtf8(cell);
        return ColumnIssue.PhoneNotTenDigits;
    }

    private void AppendTurns(DuckAppender target, ReadOnlySpan<byte> cell)
    {
        var length = 0;
        while (TranscriptTurns.TryTake(ref cell, out var turn))
        {
            EnsureRoom(length + turn.Text.Length + 16);
            if (length > 0)
                _text[length++] = StagedColumns.ElementSeparator;
            length += System.Text.Encoding.ASCII.GetBytes(turn.Role, _text.AsSpan(length));
            _text[length++] = StagedColumns.RoleSeparator;
            turn.Text.CopyTo(_text.AsSpan(length));
            length += turn.Text.Length;
        }

        target.AppendUtf8(_text.AsSpan(0, length));
    }

    private void EnsureRoom(int size)
    {
        if (_text.Length < size)
            Array.Resize(ref _text, Math.Max(2 * _text.Length, size));
    }
}
