using System.Globalization;
using DataHound.Cli.Api;
using DataHound.Cli.Progress;
using Spectre.Console;

namespace DataHound.Cli.Summaries;

/// <summary>Prints the summary: a table of stages and one of events for each delivery, then where the data lies and the URLs.</summary>
internal sealed class SummaryPrinter(IAnsiConsole console, TableBorder border)
{
    public void Print(RunSummary summary)
    {
        foreach (var delivery in summary.Deliveries.Where(delivery => !delivery.DoneBefore || delivery == summary.Deliveries[^1])) Print(delivery);
        PrintPairs("Where the data lies", summary.Places);
        PrintPairs("URLs", summary.Urls);
        PrintEnd(summary);
    }

    private void Print(DeliverySummary delivery)
    {
        console.WriteLine();
        var title = string.Create(CultureInfo.InvariantCulture, $"{delivery.Folder}, as of {delivery.AsOf:yyyy-MM-dd HH:mm}: {delivery.Status}{(delivery.DoneBefore ? " (done before)" : string.Empty)}");
        console.Write(new Text(title + "\n", delivery.Status is RunStatus.Success ? new Style(decoration: Decoration.Bold) : new Style(Color.Red, decoration: Decoration.Bold)));
        foreach (var error in delivery.Errors) console.WriteLine($"  error {error.Code}: {error.Cause}\n  next: {error.NextStep}");
        if (delivery.Stages.Count > 0) console.Write(Stages(delivery));
        if (delivery.Events.Count > 0) console.Write(Events(delivery));
    }

    private Table Stages(DeliverySummary delivery)
    {
        var table = Table("stage", "state", "in", "good", "quarantined", "discarded", "seconds");
        foreach (var stage in delivery.Stages)
        {
            Row(table, stage.Stage, stage.Status, Number(stage.In), Number(stage.Good), Number(StageText.Sum(stage.Quarantined)), Number(StageText.Sum(stage.Discarded)), Seconds(stage.Seconds));
        }

        return table;
    }

    private Table Events(DeliverySummary delivery)
    {
        var table = Table("event type", "active", "new", "resolved", "reactivated");
        foreach (var one in delivery.Events) Row(table, one.Type, Number(one.Active), Number(one.New), Number(one.Resolved), Number(one.Reactivated));
        return table;
    }

    private Table Table(params string[] columns)
    {
        var table = new Table { Border = border };
        foreach (var column in columns)
        {
            var isText = column is "stage" or "state" or "event type";
            table.AddColumn(new TableColumn(column) { Alignment = isText ? Justify.Left : Justify.Right, NoWrap = true });
        }

        return table;
    }

    private static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private void PrintPairs(string title, IReadOnlyDictionary<string, string> pairs)
    {
        if (pairs.Count is 0) return;
        console.WriteLine();
        console.WriteLine(title);
        // Not through the console's layout: it would break a long path into two lines.
        foreach (var (name, value) in pairs) console.Profile.Out.Writer.WriteLine($"  {name,-12} {value}");
    }

    private void PrintEnd(RunSummary summary)
    {
        console.WriteLine();
        var count = summary.Deliveries.Count;
        var end = summary switch
        {
            { Status: not RunStatus.Success } => string.Create(CultureInfo.InvariantCulture, $"FAILED: {summary.Deliveries.Count(one => one.Status is RunStatus.Success)} of {count} deliveries of {summary.Company} are done."),
            { NewRuns: 0 } => string.Create(CultureInfo.InvariantCulture, $"Nothing new: all {count} deliveries of {summary.Company} were done before. Above is the present state."),
            _ => string.Create(CultureInfo.InvariantCulture, $"Done: {summary.NewRuns} runs for {summary.Company} in {summary.Seconds:0.0} s; all {count} deliveries have succeeded."),
        };
        console.WriteLine(end);
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Seconds(double? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? string.Empty;
}
