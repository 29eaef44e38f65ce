namespace DataHound.Bench.FieldService.Generation;

/// <summary>Writes estimates, a third of them with the job they came from.</summary>
internal sealed class EstimateRows(Chance chance, ExportWriter estimates)
{
    private readonly Mess _mess = new(chance);
    private readonly RowKeys _keys = new(chance, estimates);
    private long _last = 7_700_000;

    public void Write(Customer customer, long? parentJob)
    {
        var created = Calendar.Any(chance);
        var status = chance.Pick(Vocabulary.EstimateStatuses);
        var sold = status[0] == (byte)'S';
        _keys.Key(++_last);
        _mess.Reference(estimates, customer.Id);
        if (chance.Once(600))
            _mess.Nothing(estimates);
        else
            _mess.Reference(estimates, customer.PlaceOfWork(chance).LocationId);
        if (parentJob is { } job)
        {
            _mess.Reference(estimates, job);
            estimates.Cell("Estimate Visit"u8);
        }
        else
        {
            _mess.Nothing(estimates);
            _mess.Nothing(estimates);
        }

        _mess.Text(estimates, status);
        estimates.Cell(sold ? "Won"u8 : chance.Pick(Vocabulary.OpportunityStatuses));
        _mess.Text(estimates, chance.Pick(Vocabulary.EstimateSummaries));
        if (!_keys.SpoilsRequired())
            _mess.MonthFirstDay(estimates, created);
        if (sold)
            _mess.MonthFirstDay(estimates, Calendar.Later(chance, created, 20));
        else
            _mess.Nothing(estimates);
        _mess.Money(estimates, chance.Between(20_000, chance.Once(2_000) ? 1_500_000 : 600_000));
        _mess.Phones(estimates, customer.Phone, customer.OtherPhone);
        _keys.EndRow();
    }
}
