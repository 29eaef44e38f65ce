using System.Diagnostics;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using Npgsql;

namespace LocalHost.FaultWorker;

/// <summary>The activities of the orchestrations: every one may be run twice.</summary>
public sealed class Activities(Ledger ledger, DurableTaskClient client)
{
    private const string GivenBack = "SELECT count(*) = 0 FROM durable.sessions WHERE instance_id = $1 AND owner IS NOT NULL";
    private const string Pardoned = "SELECT count(*) > 0 FROM ledger WHERE owner = $1 AND effect = 100";
    private static readonly string[] AnyState = [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Select(status => status.ToString())];

    /// <summary>Runs the activity of that name.</summary>
    public async Task<int> RunAsync(string name, Step step, CancellationToken cancellationToken)
    {
        switch (name)
        {
            case "Effect":
                break;
            case "SlowEffect":
                await LookAsync(() => ledger.HoldsAsync(GivenBack, step.Owner, cancellationToken), TimeSpan.FromSeconds(3), cancellationToken);
                break;
            case "Kill":
                using (var self = Process.GetCurrentProcess())
                {
                    self.Kill();
                }

                break;
            case "Judge":
                if (!await ledger.HoldsAsync(Pardoned, step.Owner, cancellationToken))
                {
                    throw new InvalidOperationException("Guilty.");
                }

                break;
            default:
                await PatientlyAsync(() => ManageAsync(name, step, step.Subject ?? string.Empty, cancellationToken), cancellationToken);
                return 0;
        }

        await ledger.NoteAsync(step.Owner, step.Effect, cancellationToken);
        return step.Effect;
    }

    private async Task ManageAsync(string name, Step step, string subject, CancellationToken cancellationToken)
    {
        switch (name)
        {
            case "StartSinner":
                await StartAsync("Sinner", subject, cancellationToken);
                break;
            case "StartLeg":
                await StartAsync("Leg", subject, cancellationToken);
                break;
            case "AwaitFailed":
                await AwaitAsync(subject, instance => instance.RuntimeStatus is OrchestrationRuntimeStatus.Failed, cancellationToken);
                break;
            case "AwaitCompleted":
                await AwaitAsync(subject, instance => instance.RuntimeStatus is OrchestrationRuntimeStatus.Completed, cancellationToken);
                break;
            case "Rewind":
                await ledger.NoteAsync(subject, Ledger.Pardon, cancellationToken);
                await RewindAsync(subject, cancellationToken);
                break;
            case "Purge":
                await client.PurgeAllInstancesAsync(
                    new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed]),
                    new PurgeInstanceOptions(Recursive: true),
                    cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(name), name, $"There is no activity for the effect {step.Effect}.");
        }
    }

    private async Task StartAsync(string orchestrator, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input: null, new(instanceId) { DedupeStatuses = AnyState }, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Started by an earlier run of this activity.
        }
    }

    private async Task RewindAsync(string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            await client.RewindInstanceAsync(instanceId, "It was pardoned.", cancellationToken);
        }
        catch (InvalidOperationException)
        {
            // Rewound by an earlier run of this activity.
        }
    }

    private Task AwaitAsync(string instanceId, Predicate<OrchestrationMetadata> reached, CancellationToken cancellationToken) => LookAsync(
        async () => await client.GetInstanceAsync(instanceId, cancellationToken) is not { } instance || reached(instance),
        TimeSpan.FromMinutes(5),
        cancellationToken);

    private static async Task LookAsync(Func<Task<bool>> reached, TimeSpan longest, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < longest && !await reached())
        {
            await Task.Delay(20, cancellationToken);
        }
    }

    private static async Task PatientlyAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await action();
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException && attempt < 600)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}
