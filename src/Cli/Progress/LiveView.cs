using System.Globalization;
using DataHound.Cli.Api;
using DataHound.Cli.Deliveries;
using Spectre.Console;

namespace DataHound.Cli.Progress;

/// <summary>Progress on a terminal: while a run works, a table with a row for each stage is drawn anew in place.</summary>
internal sealed class LiveView(IAnsiConsole console, bool verbose) : IProgressView
{
    public void Say(string text) => console.WriteLine(text);

    public void Trace(string text)
    {
        if (verbose) console.MarkupLineInterpolated($"[grey]{text}[/]");
    }

    public async Task<RunView> ShowRunAsync(Delivery delivery, Func<Action<RunView>, Task<RunView>> follow) =>
        await console.Live(new Text($"{delivery.Folder}: starting"))
            .AutoClear(enabled: true)
            .StartAsync(async live => await follow(run =>
            {
                live.UpdateTarget(Draw(delivery, run));
                live.Refresh();
            }).ConfigureAwait(false))
            .ConfigureAwait(false);

    private static Table Draw(Delivery delivery, RunView run)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{delivery.Folder}, as of {delivery.AsOf:yyyy-MM-dd HH:mm}"))) };
        table.AddColumns("company", "stage", "state");
        foreach (var company in run.Companies ?? [])
        {
            foreach (var stage in company.Stages ?? []) table.AddRow(new Text(company.Company), new Text(stage.Stage), new Text(StageText.Describe(stage), Colour(stage.Status)));
        }

        return table;
    }

    private static Style Colour(string status) => status switch
    {
        RunStatus.Success => new Style(Color.Green),
        RunStatus.Failed or RunStatus.Canceled => new Style(Color.Red),
        "running" => new Style(Color.Yellow),
        _ => new Style(Color.Grey),
    };
}
