namespace DataHound.Bench.FieldService.Generation;

/// <summary>Writes jobs, and the invoice that half of them have.</summary>
internal sealed class JobRows(Chance chance, ExportWriter jobs, ExportWriter invoices, Quota invoiceQuota)
{
    private readonly Mess _mess = new(chance);
    private readonly RowKeys _jobKeys = new(chance, jobs);
    private readonly RowKeys _invoiceKeys = new(chance, invoices);
    private long _lastJob = 50_000_000;
    private long _lastInvoice = 9_000_000;

    /// <summary>Writes one job and returns its id.</summary>
    public long Write(Customer customer)
    {
        var job = ++_lastJob;
        var created = Calendar.Any(chance);
        var scheduled = Calendar.Later(chance, created, 6);
        var completed = Calendar.Later(chance, scheduled, 2);
        var cents = chance.Between(4_000, chance.Once(800) ? 1_400_000 : 120_000);
        var outcome = chance.Below(100);
        _jobKeys.Key(job);
        _mess.Reference(jobs, customer.Id);
        WriteLocation(customer);
        _mess.Text(jobs, chance.Pick(outcome < 88 ? Vocabulary.CompletedStatuses : outcome < 95 ? Vocabulary.CanceledStatuses : Vocabulary.OpenStatuses));
        jobs.Cell(chance.Pick(chance.Once(500) ? Vocabulary.InstallTypes : Vocabulary.JobTypes));
        jobs.Cell(chance.Pick(Vocabulary.JobClasses));
        jobs.Cell(chance.Pick(chance.Once(100) ? Vocabulary.TestSummaries : Vocabulary.JobSummaries));
        if (!_jobKeys.SpoilsRequired())
            _mess.Stamp(jobs, created);
        _mess.Stamp(jobs, scheduled);
        WriteCompletion(outcome, completed);
        _mess.Phones(jobs, customer.Phone, customer.OtherPhone);
        _mess.Money(jobs, outcome < 88 ? cents : 0);
        _mess.Nothing(jobs);
        _jobKeys.EndRow();
        if (invoiceQuota.TakeOne(chance))
            WriteInvoice(customer, job, completed, cents);
        return job;
    }

    private void WriteLocation(Customer customer)
    {
        if (chance.Once(500))
            _mess.Nothing(jobs);
        else
            _mess.Reference(jobs, customer.PlaceOfWork(chance).LocationId);
    }

    private void WriteCompletion(int outcome, DateTime completed)
    {
        if (outcome < 88 || (outcome < 95 && chance.Once(5_000)))
            _mess.Stamp(jobs, completed);
        else
            _mess.Nothing(jobs);
    }

    private void WriteInvoice(Customer customer, long job, DateTime completed, int cents)
    {
        _invoiceKeys.Key(++_lastInvoice);
        _mess.Reference(invoices, customer.Id);
        _mess.Reference(invoices, job);
        _mess.DayFirstDay(invoices, completed);
        if (!_invoiceKeys.SpoilsRequired())
            _mess.Money(invoices, cents);
        _invoiceKeys.EndRow();
    }
}
