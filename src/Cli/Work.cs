using DataHound.Cli.Api;
using DataHound.Cli.Arguments;
using DataHound.Cli.Companies;
using DataHound.Cli.Deliveries;
using DataHound.Cli.Hosting;
using DataHound.Cli.Pipelines;
using DataHound.Cli.Progress;
using DataHound.Cli.Summaries;

namespace DataHound.Cli;

/// <summary>The work ./run does through the API of the running app: config, deliveries, summary.</summary>
internal sealed class Work(RunOptions options, Home home, ApiClient api, IProgressView view, TimeProvider clock)
{
    /// <summary>Also when something fails, the answer is a summary: of what was done, with the error in it.</summary>
    public async Task<RunSummary> DoAsync(DateTimeOffset startedAt, IReadOnlyList<ConfigDocument> config, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        var outcomes = new List<DeliveryOutcome>(deliveries.Count);
        ErrorView? error = null;
        try
        {
            await SendConfigAsync(config, cancellationToken).ConfigureAwait(false);
            var runner = new DeliveryRunner(api, view, clock);
            await foreach (var outcome in runner.RunAsync(options.Company, deliveries, cancellationToken).ConfigureAwait(false)) outcomes.Add(outcome);
        }
        catch (ExplainedException explained)
        {
            error = new ErrorView { Code = explained.Code, Cause = explained.Message, NextStep = explained.NextStep };
            outcomes.AddRange(deliveries.Skip(outcomes.Count).Select(DeliveryOutcome.NotRun));
        }

        return Summarize(startedAt, outcomes, error);
    }

    private async Task SendConfigAsync(IReadOnlyList<ConfigDocument> config, CancellationToken cancellationToken)
    {
        foreach (var document in config)
        {
            foreach (var note in document.Notes) view.Say(note);
            await api.PutConfigAsync(options.Company, document.Kind, document.Json, document.File, cancellationToken).ConfigureAwait(false);
            view.Say($"Loaded the {document.Kind} config of {options.Company} from {document.File}");
        }
    }

    private RunSummary Summarize(DateTimeOffset startedAt, List<DeliveryOutcome> outcomes, ErrorView? error)
    {
        var finishedAt = clock.GetUtcNow();
        return new RunSummary
        {
            Status = error is null && outcomes.TrueForAll(outcome => outcome.Succeeded) ? RunStatus.Success : RunStatus.Failed,
            Company = options.Company,
            Pipeline = DeliveryRunner.Pipeline,
            NewRuns = outcomes.Count(outcome => outcome is { Run: not null, DoneBefore: false }),
            StartedAt = startedAt,
            FinishedAt = finishedAt,
            Seconds = Math.Round((finishedAt - startedAt).TotalSeconds, 3),
            Deliveries = [.. outcomes.Select(outcome => Summarizer.Summarize(outcome, options.Company))],
            Places = Places(),
            Urls = Urls(),
            Error = error,
        };
    }

    private Dictionary<string, string> Places() => new(StringComparer.Ordinal)
    {
        ["home"] = home.Folder,
        ["data"] = home.DataFolder,
        ["host"] = home.HostFolder,
        ["logs"] = home.LogFolder,
    };

    private Dictionary<string, string> Urls()
    {
        var url = AppAddress.Url(options.Port);
        var company = $"{url}/api/v1/companies/{options.Company}";
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["dashboard"] = $"{url}/api/dashboard/",
            ["health"] = $"{url}/api/health",
            ["runs"] = $"{url}/api/v1/runs?company={options.Company}",
            ["events"] = $"{company}/events?status=active",
            ["datasets"] = $"{company}/datasets",
            ["quarantine"] = $"{company}/quarantine",
        };
    }
}
