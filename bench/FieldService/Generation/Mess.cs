namespace DataHound.Bench.FieldService.Generation;

/// <summary>Writes values the way people and export tools do: several formats for the same thing, blanks around it, words for nothing.</summary>
internal sealed class Mess(Chance chance)
{
    private static readonly byte[][] NothingWords = ["n/a"u8.ToArray(), "N/A"u8.ToArray(), "nan"u8.ToArray(), "None"u8.ToArray(), "NULL"u8.ToArray(), "-"u8.ToArray()];
    private static readonly byte[][] NoWords = ["no"u8.ToArray(), "n"u8.ToArray(), "False"u8.ToArray(), "FALSE"u8.ToArray(), "0"u8.ToArray(), "f"u8.ToArray(), ""u8.ToArray()];
    private static readonly byte[][] YesWords = ["yes"u8.ToArray(), "Y"u8.ToArray(), "TRUE"u8.ToArray(), "1"u8.ToArray(), "t"u8.ToArray()];
    private static readonly DateTime SpreadsheetOrigin = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    public void Nothing(ExportWriter row) => row.Cell(chance.Once(6_000) ? [] : chance.Pick(NothingWords));

    public void Flag(ExportWriter row, int onceInTenThousand) => row.Cell(chance.Pick(chance.Once(onceInTenThousand) ? YesWords : NoWords));

    /// <summary>A reference to another dataset's key, now and then as a spreadsheet writes it ("17850.0").</summary>
    public void Reference(ExportWriter row, long id)
    {
        row.Cell().Add(id);
        if (chance.Once(100))
            row.Add(".0"u8);
    }

    /// <summary>Text from a list, now and then with blanks around it.</summary>
    public void Text(ExportWriter row, byte[] text)
    {
        if (text.Length > 0 && text[0] != '"' && chance.Once(300))
            row.Cell().Add("  "u8).Add(text).Add((byte)' ');
        else
            row.Cell(text);
    }

    public void Phone(ExportWriter row, Phone phone)
    {
        row.Cell();
        AddPhone(row, phone);
    }

    public void Phones(ExportWriter row, Phone first, Phone? second)
    {
        row.Cell();
        if (second is not { } other)
        {
            AddPhone(row, first);
            return;
        }

        row.Add((byte)'"');
        AddPhone(row, first);
        row.Add(", "u8);
        AddPhone(row, other);
        row.Add((byte)'"');
    }

    public void Money(ExportWriter row, long cents)
    {
        var whole = cents / 100;
        var quoted = whole >= 1_000 && chance.Once(5_000);
        row.Cell();
        if (quoted)
            row.Add("\"$"u8).Add(whole / 1_000).Add((byte)',').AddPadded((int)(whole % 1_000), 3);
        else if (chance.Once(3_000))
            row.Add((byte)'$').Add(whole);
        else
            row.Add(whole);
        row.Add((byte)'.').AddPadded((int)(cents % 100), 2);
        if (quoted)
            row.Add((byte)'"');
    }

    /// <summary>A date with a time of day: month first with AM/PM, month first with 24 hours, or ISO.</summary>
    public void Stamp(ExportWriter row, DateTime at)
    {
        row.Cell();
        var form = chance.Below(10);
        if (form >= 7)
            AddIsoDay(row, at).Add((byte)' ').AddPadded(at.Hour, 2).Add((byte)':').AddPadded(at.Minute, 2).Add(":00"u8);
        else if (form >= 4)
            AddMonthFirst(row, at).Add((byte)' ').AddPadded(at.Hour, 2).Add((byte)':').AddPadded(at.Minute, 2);
        else
            AddMonthFirst(row, at).Add((byte)' ').AddPadded(at.Hour % 12 == 0 ? 12 : at.Hour % 12, 2).Add((byte)':').AddPadded(at.Minute, 2).Add(at.Hour < 12 ? " AM"u8 : " PM"u8);
    }

    /// <summary>As <see cref="Stamp"/>, three in ten as a spreadsheet's day number.</summary>
    public void StampOrSerial(ExportWriter row, DateTime at)
    {
        if (!chance.Once(3_000))
        {
            Stamp(row, at);
            return;
        }

        const long parts = 10_000_000_000;
        var scaled = (Int128)(at - SpreadsheetOrigin).Ticks * parts / TimeSpan.TicksPerDay;
        var fraction = (long)(scaled % parts);
        row.Cell().Add((long)(scaled / parts)).Add((byte)'.').AddPadded((int)(fraction / 100_000), 5).AddPadded((int)(fraction % 100_000), 5);
    }

    public void MonthFirstDay(ExportWriter row, DateTime day) => AddMonthFirst(row.Cell(), day);

    public void DayFirstDay(ExportWriter row, DateTime day) =>
        row.Cell().AddPadded(day.Day, 2).Add((byte)'/').AddPadded(day.Month, 2).Add((byte)'/').AddPadded(day.Year, 4);

    /// <summary>A public record's day: ISO with an empty time of day, or month first.</summary>
    public void RecordDay(ExportWriter row, DateTime day)
    {
        row.Cell();
        if (chance.Once(7_000))
            AddIsoDay(row, day).Add("T00:00:00.000"u8);
        else
            AddMonthFirst(row, day);
    }

    private void AddPhone(ExportWriter row, Phone phone)
    {
        switch (chance.Below(6))
        {
            case 0:
                row.AddPadded(phone.Area, 3).AddPadded(phone.Exchange, 3).AddPadded(phone.Line, 4);
                break;
            case 1:
            case 2:
                row.Add((byte)'(').AddPadded(phone.Area, 3).Add(") "u8).AddPadded(phone.Exchange, 3).Add((byte)'-').AddPadded(phone.Line, 4);
                break;
            case 3:
                row.Add("1-"u8).AddPadded(phone.Area, 3).Add((byte)'-').AddPadded(phone.Exchange, 3).Add((byte)'-').AddPadded(phone.Line, 4);
                break;
            default:
                row.AddPadded(phone.Area, 3).Add((byte)'-').AddPadded(phone.Exchange, 3).Add((byte)'-').AddPadded(phone.Line, 4);
                break;
        }
    }

    private static ExportWriter AddIsoDay(ExportWriter row, DateTime day) =>
        row.AddPadded(day.Year, 4).Add((byte)'-').AddPadded(day.Month, 2).Add((byte)'-').AddPadded(day.Day, 2);

    private static ExportWriter AddMonthFirst(ExportWriter row, DateTime day) =>
        row.AddPadded(day.Month, 2).Add((byte)'/').AddPadded(day.Day, 2).Add((byte)'/').AddPadded(day.Year, 4);
}
