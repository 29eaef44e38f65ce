using System.Globalization;
using System.Runtime.CompilerServices;
using DataHound.Cli.Api;
using DataHound.Cli.Deliveries;
using DataHound.Cli.Progress;

namespace DataHound.Cli.Pipelines;

/// <summary>
/// Brings the deliveries of a company through the pipeline, one run after the other. What an earlier ./run did is found by asking the app: a
/// succeeded run is not repeated, an active one is followed, a failed one is tried again. The first delivery that fails ends the row,
/// because the later ones build on it.
/// </summary>
internal sealed class DeliveryRunner(ApiClient api, IProgressView view, TimeProvider clock)
{
    public const string Pipeline = "field-service";

    private readonly RunFollower _follower = new(api, clock);

    /// <summary>Gives each delivery's outcome as soon as it is known.</summary>
    public async IAsyncEnumerable<DeliveryOutcome> RunAsync(string company, IReadOnlyList<Delivery> deliveries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isBlocked = false;
        foreach (var delivery in deliveries)
        {
            var outcome = isBlocked ? DeliveryOutcome.NotRun(delivery) : await RunOneAsync(company, delivery, cancellationToken).ConfigureAwait(false);
            isBlocked |= !outcome.Succeeded;
            yield return outcome;
        }
    }

    private async Task<DeliveryOutcome> RunOneAsync(string company, Delivery delivery, CancellationToken cancellationToken)
    {
        var newFiles = 0;
        foreach (var file in delivery.Files)
        {
            if (await api.PutFileAsync(company, delivery.Folder, file, cancellationToken).ConfigureAwait(false)) newFiles++;
        }

        var earlier = (await api.ListRunsAsync(company, Pipeline, cancellationToken).ConfigureAwait(false)).Where(run => run.AsOf == delivery.AsOf).ToList();
        if (newFiles is 0 && earlier.Find(run => run.Succeeded) is { } done)
        {
            view.Say($"{delivery.Folder}: nothing new, its run {done.RunId} has succeeded before.");
            var run = await api.GetRunAsync(done.RunId, cancellationToken).ConfigureAwait(false);
            return new DeliveryOutcome { Delivery = delivery, Run = run, NewFiles = 0, DoneBefore = true };
        }

        view.Say(string.Create(CultureInfo.InvariantCulture, $"{delivery.Folder}: {newFiles} of {delivery.Files.Count} files are new; running {Pipeline} for {company} as of {delivery.AsOf:yyyy-MM-dd HH:mm}."));
        var ended = await StartAndFollowAsync(company, delivery, earlier, cancellationToken).ConfigureAwait(false);
        view.Say($"{delivery.Folder}: run {ended.RunId} ended: {ended.Status}.");
        return new DeliveryOutcome { Delivery = delivery, Run = ended, NewFiles = newFiles, DoneBefore = false };
    }

    private async Task<RunView> StartAndFollowAsync(string company, Delivery delivery, List<RunListItem> earlier, CancellationToken cancellationToken)
    {
        if (earlier.Find(run => !run.IsFinal) is { } active)
        {
            view.Say($"{delivery.Folder}: run {active.RunId} was interrupted and goes on.");
            return await ShowAsync(delivery, active.RunId, cancellationToken).ConfigureAwait(false);
        }

        var hashes = await IdempotencyKey.HashFilesAsync(delivery.Files, cancellationToken).ConfigureAwait(false);
        var key = IdempotencyKey.Create(company, Pipeline, delivery.AsOf, hashes, attempt: earlier.Count + 1);
        while (true)
        {
            var start = await api.StartRunAsync(Pipeline, company, delivery.AsOf, key, cancellationToken).ConfigureAwait(false);
            if (!start.IsOther) return await ShowAsync(delivery, start.RunId, cancellationToken).ConfigureAwait(false);

            view.Say($"{delivery.Folder}: run {start.RunId} of {company} is active; waiting for its end.");
            var other = await ShowAsync(delivery, start.RunId, cancellationToken).ConfigureAwait(false);
            if (other.AsOf == delivery.AsOf && other.Succeeded) return other;
        }
    }

    private Task<RunView> ShowAsync(Delivery delivery, string runId, CancellationToken cancellationToken) =>
        view.ShowRunAsync(delivery, update => _follower.FollowAsync(runId, update, cancellationToken));
}
