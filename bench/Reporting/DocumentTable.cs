using System.Globalization;
using System.Text;

namespace DataHound.Bench.Reporting;

/// <summary>Renews the figures in a Markdown page: one part for each scenario, between marks, so that the words around it stay.</summary>
internal static class DocumentTable
{
    public static void Renew(IEnumerable<ScenarioReport> reports, string file)
    {
        var text = File.ReadAllText(file);
        foreach (var report in reports)
            text = Replace(text, report);
        File.WriteAllText(file, text);
    }

    private static string Replace(string text, ScenarioReport report)
    {
        var (begin, end) = ($"<!-- figures {report.Scenario} -->", $"<!-- end {report.Scenario} -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from)
            throw new InvalidOperationException($"The page has no place for {report.Scenario}: it needs the lines {begin} and {end}.");
        return string.Concat(text.AsSpan(0, from + begin.Length), "\n", Table(report), text.AsSpan(to));
    }

    private static string Table(ScenarioReport report)
    {
        var table = new StringBuilder();
        var machine = report.Machine;
        table.Append(CultureInfo.InvariantCulture, $"Taken {report.TakenAt:yyyy-MM-dd HH:mm} UTC on {machine.Processors} shared processors, {machine.MemoryGigabytes:0} GB; load before: {machine.LoadBefore}");
        table.Append(machine.WasBusy ? " - **a busy machine: others, or the scenarios before this one, were at work on it**.\n\n" : ".\n\n");
        table.Append("| figure | measured | aim | |\n|---|---:|---:|---|\n");
        foreach (var figure in report.Figures)
            table.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {Numbers.Show(figure.Value)} {figure.Unit} | {figure.Aim} | {(figure.Met switch { true => "met", false => "not met", null => "" })} |\n");
        table.Append('\n');
        foreach (var note in report.Notes)
            table.Append(CultureInfo.InvariantCulture, $"- {note}\n");
        return table.ToString();
    }
}
