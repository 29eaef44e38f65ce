namespace DataHound.Bench.FieldService.Generation;

/// <summary>
/// Writes the key cells of one dataset and decides which rows are bad: a row in a thousand has no key, two in a thousand repeat the
/// last good row's key, and of the required cells one in a thousand does not type and one in two thousand is empty.
/// </summary>
internal sealed class RowKeys(Chance chance, ExportWriter row)
{
    private long _lastGood;
    private bool _missing;
    private bool _repeats;
    private long _key;

    /// <summary>Writes the key cell; the key may be left out or repeated. <paramref name="prefix"/> makes it a code instead of a number.</summary>
    public void Key(long key, ReadOnlySpan<byte> prefix = default, ReadOnlySpan<byte> suffix = default)
    {
        var draw = chance.Below(10_000);
        _missing = draw < 10;
        _repeats = draw is >= 10 and < 30 && _lastGood != 0;
        _key = _repeats ? _lastGood : key;
        row.Cell();
        if (_missing)
            return;
        row.Add(prefix).Add(_key).Add(suffix);
        if (prefix.IsEmpty && suffix.IsEmpty && chance.Once(100))
            row.Add(".0"u8);
    }

    /// <summary>Whether the row's required cell is to be bad; if so it is written.</summary>
    public bool SpoilsRequired()
    {
        var draw = chance.Below(10_000);
        if (draw >= 15)
            return false;
        row.Cell(draw < 5 ? "N/A"u8 : "soon"u8);
        if (_missing)
            return true;
        if (draw < 5)
            row.Tally.EmptyRequired++;
        else
            row.Tally.UntypableRequired++;
        _key = 0;
        return true;
    }

    /// <summary>Ends the row and counts what became of its key.</summary>
    public void EndRow()
    {
        if (_missing)
            row.Tally.MissingKey++;
        else if (_key != 0)
        {
            if (_repeats)
                row.Tally.Superseded++;
            _lastGood = _key;
        }

        row.EndRow();
    }
}
