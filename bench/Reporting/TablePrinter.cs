namespace DataHound.Bench.Reporting;

/// <summary>Prints a report as a table for a terminal.</summary>
internal static class TablePrinter
{
    public static void Print(ScenarioReport report, TextWriter output)
    {
        var rows = report.Figures.Select(figure => new[] { figure.Name, Numbers.Show(figure.Value), figure.Unit, figure.Aim?.ToString() ?? "", Verdict(figure) }).ToList();
        var widths = Enumerable.Range(0, 5).Select(column => rows.Count == 0 ? 0 : rows.Max(row => row[column].Length)).ToArray();
        output.WriteLine();
        output.WriteLine($"{report.Scenario}: {report.Machine.Processors} processors, {report.Machine.MemoryGigabytes} GB, load before {report.Machine.LoadBefore}{(report.Machine.WasBusy ? " (busy)" : "")}");
        foreach (var row in rows)
            output.WriteLine($"  {row[0].PadRight(widths[0])}  {row[1].PadLeft(widths[1])} {row[2].PadRight(widths[2])}  {row[3].PadRight(widths[3])}  {row[4]}".TrimEnd());
        foreach (var note in report.Notes)
            output.WriteLine($"  Note: {note}");
    }

    private static string Verdict(Figure figure) => figure.Met switch
    {
        true => "met",
        false => "NOT MET",
        null => "",
    };
}
