using LocalHost.DurableTask.Client;
using LocalHost.Engine.History;
using LocalHost.Engine.Storage;

namespace LocalHost.Tests.Simulation;

/// <summary>Stores changes in the model: the plan is the engine's own, its rows are written as the statements of Engine/Storage write them.</summary>
internal static class ModelWrites
{
    public static CommitEffects Write(ModelStore store, IReadOnlyList<Change> changes)
    {
        var plan = Lock(store, changes);
        foreach (var change in changes)
        {
            ChangePlanner.Add(plan, change);
        }

        if (Refusal(store, plan) is { } refusal)
        {
            store.Violations.Add(refusal);
        }

        foreach (var step in plan.Steps)
        {
            Consume(store, step);
        }

        foreach (var (result, wanted) in plan.Results)
        {
            Store(store, result, wanted);
        }

        foreach (var step in plan.Steps)
        {
            Append(store, step);
        }

        plan.Messages.ForEach(message => store.Send(message.InstanceId, message.ExecutionId, message.Body));
        plan.Started.ForEach(instance => Start(store, plan, instance));
        plan.Steps.ForEach(step => Update(store, step));
        foreach (var rung in plan.Rung.Order(StringComparer.Ordinal))
        {
            store.Ring(rung);
        }

        ChangePlanner.Answer(plan, changes);
        return plan.Effects;
    }

    private static WritePlan Lock(ModelStore store, IReadOnlyList<Change> changes)
    {
        var plan = new WritePlan();
        var starts = changes.SelectMany(change => change.Starts).Select(instance => instance.InstanceId).ToList();
        foreach (var id in changes.SelectMany(change => change.Touches).Union(starts, StringComparer.Ordinal))
        {
            if (store.Sessions.TryGetValue(id, out var session))
            {
                plan.Sessions.Add(id, new SessionRow(id, session.ExecutionId, session.Owner, session.Epoch));
            }
        }

        foreach (var id in starts)
        {
            if (store.Instances.TryGetValue(id, out var existing))
            {
                plan.Existing.Add(id, (existing.ExecutionId, existing.Status));
            }
        }

        if (store.Flaw is StoreFlaw.NoEpochCheck)
        {
            foreach (var step in changes.OfType<StepChange>().Where(step => plan.Sessions.ContainsKey(step.InstanceId)))
            {
                plan.Sessions[step.InstanceId] = plan.Sessions[step.InstanceId] with { Owner = step.Owner, Epoch = step.Epoch };
            }
        }

        return plan;
    }

    /// <summary>What a database's primary keys would refuse; the engine's own rules must keep it from ever coming so far.</summary>
    private static string? Refusal(ModelStore store, WritePlan plan)
    {
        foreach (var step in plan.Steps)
        {
            if (store.History.TryGetValue(step.ExecutionId, out var history) && history.Exists(earlier => earlier.Number == step.Number))
            {
                return $"step {step.Number} of {step.InstanceId} was stored twice";
            }

            if (step.Activities.FirstOrDefault(activity => store.Activities.Exists(row => row.ExecutionId == step.ExecutionId && row.TaskId == activity.TaskId)) is { } twice)
            {
                return $"the activity #{twice.TaskId} of {step.InstanceId} was queued twice";
            }

            if (step.Timers.Any(timer => store.Timers.Exists(row => row.ExecutionId == step.ExecutionId && row.TaskId == timer.TaskId)))
            {
                return $"a timer of {step.InstanceId} was set twice";
            }
        }

        return null;
    }

    private static void Consume(ModelStore store, StepChange step)
    {
        if (store.Flaw is not StoreFlaw.MessagesKept)
        {
            store.Messages.RemoveAll(message => message.InstanceId == step.InstanceId && step.Messages.Contains(message.Id));
        }

        store.Activities.RemoveAll(activity => step.FinishedTasks.Contains((activity.ExecutionId, activity.TaskId)));
    }

    private static void Store(ModelStore store, ResultChange result, bool wanted)
    {
        var removed = store.Activities.RemoveAll(activity =>
            activity.ExecutionId == result.ExecutionId && activity.TaskId == result.TaskId && activity.Owner == result.Owner);
        if (wanted && removed > 0)
        {
            store.Send(result.InstanceId, result.ExecutionId, result.Body);
        }
    }

    private static void Append(ModelStore store, StepChange step)
    {
        if (step.Next is null)
        {
            if (!store.History.TryGetValue(step.ExecutionId, out var history))
            {
                store.History.Add(step.ExecutionId, history = []);
            }

            history.Add(new ModelStep(step.Number, step.At, step.Events));
        }

        if (store.Flaw is not StoreFlaw.ActivitiesLost)
        {
            store.Activities.AddRange(step.Activities.Select(activity => new ModelActivity(
                step.ExecutionId, activity.TaskId, step.InstanceId, activity.Name, activity.Version, activity.Input, step.FairnessKey, activity.Claimed ? step.Owner : null, LostClaims: 0)));
        }

        store.Timers.AddRange(step.Timers.Select(timer => new ModelTimer(step.ExecutionId, timer.TaskId, step.InstanceId, timer.FireAt)));
        store.Timers.RemoveAll(timer => timer.ExecutionId == step.ExecutionId && step.CancelledTimers.Contains(timer.TaskId));
    }

    private static void Start(ModelStore store, WritePlan plan, NewInstance instance)
    {
        if (!store.Sessions.TryAdd(instance.InstanceId, new ModelSession(instance.ExecutionId, Owner: null, store.NewLife(), instance.StartAt is null, LostClaims: 0)))
        {
            store.Violations.Add($"{instance.InstanceId} was started while it was alive");
            return;
        }

        if (store.Instances.TryGetValue(instance.InstanceId, out var replaced))
        {
            store.History.Remove(replaced.ExecutionId);
        }

        store.Instances[instance.InstanceId] = new ModelInstance
        {
            InstanceId = instance.InstanceId,
            ExecutionId = instance.ExecutionId,
            Name = instance.Name,
            Version = instance.Version,
            Input = instance.Input,
            UpdatedAt = instance.CreatedAt,
            ParentInstanceId = instance.ParentInstanceId,
            ParentExecutionId = instance.ParentExecutionId,
            ParentTaskId = instance.ParentTaskId,
            ParentName = instance.ParentName,
            FairnessKey = instance.FairnessKey ?? instance.InstanceId,
        };
        if (instance.StartAt is { } later)
        {
            store.Timers.Add(new ModelTimer(instance.ExecutionId, -1, instance.InstanceId, later));
        }

        plan.Alive.Add(instance.ExecutionId);
    }

    private static void Update(ModelStore store, StepChange step)
    {
        var row = store.Instances[step.InstanceId];
        if (step.StatusChanged || step.IsFinal)
        {
            row = row with
            {
                Status = step.Status == OrchestrationRuntimeStatus.ContinuedAsNew ? OrchestrationRuntimeStatus.Running : step.Status,
                UpdatedAt = step.At,
                CustomStatus = step.CustomStatus,
                Output = step.Output,
                IsFinished = step.IsFinal,
            };
        }

        if (step.Next is { } next)
        {
            row = row with
            {
                ExecutionId = next.ExecutionId,
                Input = next.Input,
                Version = next.Version,
                Carried = store.Flaw is StoreFlaw.CarriedLost ? null : step.NextCarried,
            };
            store.History.Remove(step.ExecutionId);
        }

        store.Instances[step.InstanceId] = row;
        if (step.IsFinal)
        {
            store.Ends++;
            store.Sessions.Remove(step.InstanceId);
            store.Messages.RemoveAll(message => message.InstanceId == step.InstanceId);
        }
        else
        {
            store.Sessions[step.InstanceId] = store.Sessions[step.InstanceId] with { ExecutionId = row.ExecutionId, LostClaims = 0 };
        }

        if (step.IsFinal || step.Next is not null)
        {
            store.Timers.RemoveAll(timer => timer.ExecutionId == step.ExecutionId);
        }

        if (step.DropsActivities)
        {
            store.Activities.RemoveAll(activity => activity.ExecutionId == step.ExecutionId);
        }
    }
}
