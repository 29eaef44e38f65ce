using System.Diagnostics;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.DurableTask.Converters;
using LocalHost.Engine;
using Npgsql;

namespace LocalHost.FaultWorker;

/// <summary>What the worker can run.</summary>
public sealed class Catalog(NpgsqlDataSource dataSource, DurableTaskClient client, WorkerSettings settings) : ITaskCatalog
{
    private readonly Activities _activities = new(new Ledger(dataSource), client);

    public bool HasOrchestrator(string name) => true;

    public bool HasActivity(string name) => true;

    public async Task<object?> RunOrchestratorAsync(TaskOrchestrationContext context) => context.Name.Name switch
    {
        "Journey" => await Orchestrators.JourneyAsync(context),
        "Leg" => await Orchestrators.LegAsync(context),
        "Sleeper" => await Orchestrators.SleeperAsync(context),
        "Penance" => await Orchestrators.PenanceAsync(context),
        "Sinner" => await Orchestrators.SinnerAsync(context),
        "SinnersChild" => await Orchestrators.SinnersChildAsync(context),
        "Cleaner" => await Orchestrators.CleanerAsync(context),
        "Grows" => await Orchestrators.GrowsAsync(context, settings.Deployment),
        "Changes" => await Orchestrators.ChangesAsync(context, settings.Deployment),
        "Guards" => await Orchestrators.GuardsAsync(context, settings.Deployment),
        "DeadlyActivity" => await context.CallActivityAsync<int>("Kill", new Step(context.InstanceId, 0)),
        "DeadlyStep" => KillThisProcess(),
        var unknown => throw new ArgumentOutOfRangeException(nameof(context), unknown, "There is no such orchestrator."),
    };

    public async Task<object?> RunActivityAsync(TaskActivityContext context, string? serializedInput, CancellationToken cancellationToken)
    {
        var step = JsonDataConverter.Default.Deserialize<Step>(serializedInput) ?? throw new InvalidOperationException("An effect needs its step.");
        return await _activities.RunAsync(context.Name.Name, step, cancellationToken);
    }

    private static object? KillThisProcess()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        return null;
    }
}
