namespace DataHound.Bench.FieldService.Generation;

/// <summary>Writes one delivery of a large company's exports: all files side by side, customer by customer, never more than one customer in memory.</summary>
internal sealed class DeliveryGenerator(DeliverySizes sizes, ulong seed)
{
    public Delivery Write(string folder)
    {
        Directory.CreateDirectory(folder);
        ExportLayout[] layouts =
        [
            Exports.Customers, Exports.Locations, Exports.Jobs, Exports.Estimates, Exports.Invoices, Exports.Calls, Exports.Memberships, Exports.Permits, Exports.Messages,
        ];
        var writers = layouts.ToDictionary(layout => layout, layout => new ExportWriter(folder, layout));
        try
        {
            WriteCustomers(writers);
        }
        finally
        {
            foreach (var writer in writers.Values)
                writer.Dispose();
        }

        return new Delivery(folder, [.. layouts.Select(layout => writers[layout].Tally)]);
    }

    private void WriteCustomers(Dictionary<ExportLayout, ExportWriter> writers)
    {
        var chance = new Chance(seed);
        var people = new People(chance);
        var customerRows = new CustomerRows(chance, writers[Exports.Customers], writers[Exports.Locations]);
        var jobRows = new JobRows(chance, writers[Exports.Jobs], writers[Exports.Invoices], new Quota(sizes.Invoices, sizes.Jobs));
        var estimateRows = new EstimateRows(chance, writers[Exports.Estimates]);
        var contactRows = new ContactRows(chance, writers[Exports.Calls], writers[Exports.Messages], writers[Exports.Memberships]);
        var permitRows = new PermitRows(chance, writers[Exports.Permits], people);
        Quota Each(int total) => new(total, sizes.Customers);
        var (jobs, estimates, calls) = (Each(sizes.Jobs), Each(sizes.Estimates), Each(sizes.Calls));
        var (permits, messages, memberships) = (Each(sizes.Permits), Each(sizes.Messages), Each(sizes.Memberships));
        for (var index = 0; index < sizes.Customers; index++)
        {
            var customer = people.Next(index);
            customerRows.Write(customer);
            long? lastJob = null;
            Times(jobs, () => lastJob = jobRows.Write(customer));
            Times(estimates, () => estimateRows.Write(customer, chance.Once(3_300) ? lastJob : null));
            Times(calls, () => contactRows.WriteCall(customer));
            Times(messages, () => contactRows.WriteMessage(customer));
            Times(memberships, () => contactRows.WriteMembership(customer));
            Times(permits, () => permitRows.Write(customer));
        }

        WriteTotals(writers[Exports.Invoices]);

        void Times(Quota quota, Action write)
        {
            for (var count = quota.Take(chance); count > 0; count--)
                write();
        }
    }

    /// <summary>The line of totals that some export tools end a file with.</summary>
    private static void WriteTotals(ExportWriter invoices)
    {
        invoices.Cell("Grand Total"u8);
        invoices.Cell([]);
        invoices.Cell([]);
        invoices.Cell([]);
        invoices.Cell("1234567.89"u8);
        invoices.Tally.TotalsRows++;
        invoices.EndRow();
    }
}
