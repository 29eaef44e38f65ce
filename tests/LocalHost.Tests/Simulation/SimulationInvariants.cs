using System.Globalization;
using LocalHost.DurableTask.Client;
using LocalHost.DurableTask.Converters;
using LocalHost.Engine.Execution;
using LocalHost.Engine.History;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalHost.Tests.Simulation;

/// <summary>What must hold when everything has come to rest.</summary>
internal static class SimulationInvariants
{
    /// <summary>The first rule that does not hold, or null.</summary>
    public static string? Broken(Simulation simulation)
    {
        var store = simulation.Store;
        if (store.Messages.Count + store.Activities.Count + store.Timers.Count > 0)
        {
            return $"left over: {string.Join(", ", store.Messages)} {string.Join(", ", store.Activities)} {string.Join(", ", store.Timers)}";
        }

        foreach (var client in simulation.Clients)
        {
            if (Result(client, store.Instances[client.InstanceId]) is { } wrong)
            {
                return wrong;
            }
        }

        return store.Instances.Values.Select(row => InHistory(simulation, row)).FirstOrDefault(wrong => wrong is not null);
    }

    private static string? Result(SimulatedClient client, ModelInstance row) => row.Status switch
    {
        OrchestrationRuntimeStatus.Terminated when client.WasTerminated => null,
        OrchestrationRuntimeStatus.Completed when row.Output == client.Program.Expected.ToString(CultureInfo.InvariantCulture) => null,
        _ => $"{client.InstanceId} ended as {row.Status} with {row.Output}, expected {client.Program.Expected}",
    };

    private static string? InHistory(Simulation simulation, ModelInstance row)
    {
        if (!row.IsFinished)
        {
            return $"{row.InstanceId} never ended";
        }

        var steps = simulation.Store.Steps(row.ExecutionId);
        if (!steps.Select(step => step.Number).SequenceEqual(Enumerable.Range(0, steps.Count)))
        {
            return $"the history of {row.InstanceId} has gaps: {string.Join(",", steps.Select(step => step.Number))}";
        }

        var (history, _) = Rewinding.Prepare(row.InstanceId, steps, []);
        var twice = history
            .SelectMany(step => step.Record.Received)
            .Where(item => item is { IsKept: false, Kind: HistoryItemKind.TaskCompleted or HistoryItemKind.TaskFailed or HistoryItemKind.ChildCompleted or HistoryItemKind.ChildFailed or HistoryItemKind.TimerFired })
            .CountBy(item => item.Id)
            .FirstOrDefault(answers => answers.Value > 1);
        if (twice.Value > 1)
        {
            return $"the call #{twice.Key} of {row.InstanceId} was answered {twice.Value} times";
        }

        // After a rewind the answer of an earlier attempt may stand for a later call.
        var wasRewound = history.Any(step => step.Record.Received.Any(item => item.Kind == HistoryItemKind.Rewound));
        return row.Status == OrchestrationRuntimeStatus.Completed && !wasRewound && Unanswered(history) is { } open
            ? $"the call #{open} of {row.InstanceId} was never answered"
            : Replayed(simulation, row, history);
    }

    /// <summary>Programs end when all they asked for is answered.</summary>
    private static int? Unanswered(IReadOnlyList<StoredStep> history)
    {
        var answered = history.SelectMany(step => step.Record.Received).Select(item => item.Id).ToHashSet();
        return history
            .SelectMany(step => step.Record.Emitted)
            .Where(item => item is { IsKept: false, Kind: HistoryItemKind.TaskScheduled or HistoryItemKind.ChildScheduled } && !answered.Contains(item.Id))
            .Select(item => (int?)item.Id)
            .FirstOrDefault();
    }

    /// <summary>Taking the steps again from the history must lead to the same end.</summary>
    private static string? Replayed(Simulation simulation, ModelInstance row, IReadOnlyList<StoredStep> history)
    {
        var facts = simulation.Store.Load(row, row.ExecutionId).Facts;
        var execution = new OrchestrationExecution(simulation.Catalog, facts, JsonDataConverter.Default, NullLoggerFactory.Instance, withStackTraces: false);
        var last = history[^1];
        try
        {
            foreach (var step in history.SkipLast(1))
            {
                execution.Replay(step);
            }

            execution.ContinueAt(last.Number);
            var outcome = execution.Step(last.At, last.Record.Received);
            var same = outcome.Status == row.Status
                && outcome.Output == row.Output
                && outcome.Emitted.Count == last.Record.Emitted.Count
                && outcome.Emitted.Zip(last.Record.Emitted).All(pair => pair.First.IsSameStepAs(pair.Second));
            return same ? null : $"a replay of {row.InstanceId} ended as {outcome.Status} with {outcome.Output}, stored is {row.Status} with {row.Output}";
        }
        catch (NonDeterministicOrchestrationException exception)
        {
            return $"{row.InstanceId}: {exception.Message}";
        }
    }
}
