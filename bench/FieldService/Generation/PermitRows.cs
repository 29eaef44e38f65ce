namespace DataHound.Bench.FieldService.Generation;

/// <summary>Writes the city's permits: some at the customers' addresses, by the company itself or by another, the rest elsewhere.</summary>
internal sealed class PermitRows(Chance chance, ExportWriter permits, People people)
{
    private readonly Mess _mess = new(chance);
    private readonly RowKeys _keys = new(chance, permits);
    private long _last = 900_000;

    public void Write(Customer customer)
    {
        var applied = Calendar.Any(chance).Date;
        var issued = Calendar.Later(chance, applied, 20).Date;
        var type = chance.Pick(Vocabulary.PermitTypes);
        _mess.Text(permits, type);
        _keys.Key(++_last, "2015-"u8, " MP"u8);
        _mess.Text(permits, chance.Pick(Vocabulary.WorkClasses));
        _mess.Text(permits, chance.Pick(Vocabulary.PermitStatuses));
        permits.Cell(chance.Pick(Vocabulary.PermitDescriptions));
        permits.Cell(chance.Once(6_000) ? customer.PlaceOfWork(chance).Street : people.Elsewhere());
        _mess.RecordDay(permits, applied);
        if (chance.Once(8_000))
            _mess.RecordDay(permits, issued);
        else
            _mess.Nothing(permits);
        _mess.Nothing(permits);
        permits.Cell(chance.Pick(Vocabulary.Contractors));
        if (chance.Once(3_000))
            _mess.Money(permits, chance.Below(5_000_000));
        else
            _mess.Nothing(permits);
        _keys.EndRow();
    }
}
