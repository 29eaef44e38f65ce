using System.Globalization;
using DataHound.Cli.Api;
using DataHound.Cli.Deliveries;

namespace DataHound.Cli.Progress;

/// <summary>Progress as lines with the time of day, for a file, a pipe or a terminal that cannot redraw. A line is written when a stage changes.</summary>
internal sealed class LineView(TextWriter output, TimeProvider clock, bool verbose) : IProgressView
{
    private readonly Lock _gate = new();

    public void Say(string text)
    {
        lock (_gate) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.GetLocalNow():HH:mm:ss} {text}"));
    }

    public void Trace(string text)
    {
        if (verbose) Say(text);
    }

    public async Task<RunView> ShowRunAsync(Delivery delivery, Func<Action<RunView>, Task<RunView>> follow)
    {
        var shown = new Dictionary<(string Company, string Stage), string>();
        return await follow(Update).ConfigureAwait(false);

        void Update(RunView run)
        {
            foreach (var company in run.Companies ?? [])
            {
                foreach (var stage in company.Stages ?? []) ShowStage(company.Company, stage);
            }
        }

        void ShowStage(string company, StageView stage)
        {
            if (stage.Status is "pending" or "") return;
            var key = (company, stage.Stage);
            if (shown.TryGetValue(key, out var last) && last == stage.Status) return;
            shown[key] = stage.Status;
            Say($"{delivery.Folder} {company} {stage.Stage}: {StageText.Describe(stage)}");
        }
    }
}
