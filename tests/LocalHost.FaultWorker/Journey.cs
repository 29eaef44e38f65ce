using System.Diagnostics;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Converters;
using LocalHost.Engine;
using Npgsql;

namespace LocalHost.FaultWorker;

/// <summary>An orchestration with something of everything, whose activities write each effect into a ledger outside the engine.</summary>
public sealed class Journey(NpgsqlDataSource dataSource) : ITaskCatalog
{
    /// <summary>The effects of one journey.</summary>
    public const int Effects = 12;

    /// <summary>What a journey gives: 3 in turn, 5 side by side, 2 around a timer, 2 in a child.</summary>
    public const int Result = 0 + 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11;

    public bool HasOrchestrator(string name) => true;

    public bool HasActivity(string name) => true;

    public async Task<object?> RunOrchestratorAsync(TaskOrchestrationContext context)
    {
        switch (context.Name.Name)
        {
            case "DeadlyStep":
                KillThisProcess();
                return null;
            case "DeadlyActivity":
                return await context.CallActivityAsync<int>("Kill");
        }

        if (string.Equals(context.Name, "Leg", StringComparison.Ordinal))
        {
            return await EffectAsync(context, 10) + await EffectAsync(context, 11);
        }

        var sum = 0;
        for (var effect = 0; effect < 3; effect++)
        {
            sum += await EffectAsync(context, effect);
        }

        sum += (await Task.WhenAll(Enumerable.Range(3, 5).Select(effect => EffectAsync(context, effect)))).Sum();
        sum += await EffectAsync(context, 8);
        await context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        sum += await EffectAsync(context, 9);
        context.SendEvent(context.InstanceId, "Letter", "to myself");
        await context.WaitForExternalEvent<string>("Letter");
        return sum + await context.CallSubOrchestratorAsync<int>("Leg", new Step(Owner(context), 0));
    }

    public async Task<object?> RunActivityAsync(TaskActivityContext context, string? serializedInput, CancellationToken cancellationToken)
    {
        if (string.Equals(context.Name, "Kill", StringComparison.Ordinal))
        {
            KillThisProcess();
        }

        var step = JsonDataConverter.Default.Deserialize<Step>(serializedInput) ?? throw new InvalidOperationException("An effect needs its step.");
        await using var command = dataSource.CreateCommand("INSERT INTO ledger (journey, effect) VALUES ($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = step.Journey });
        command.Parameters.Add(new NpgsqlParameter { Value = step.Effect });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return step.Effect;
    }

    private static void KillThisProcess()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    private static Task<int> EffectAsync(TaskOrchestrationContext context, int effect) =>
        context.CallActivityAsync<int>("Effect", new Step(Owner(context), effect));

    private static string Owner(TaskOrchestrationContext context) => context.Parent?.InstanceId ?? context.InstanceId;

    private sealed record Step(string Journey, int Effect);
}
