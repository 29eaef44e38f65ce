using LocalHost.DurableTask.Client;

namespace LocalHost.Engine.Storage;

/// <summary>
/// Decides what of some changes is stored, given the rows that a transaction has locked: what has lost its claim is left out. It does
/// no I/O, so that every store keeps the same rules.
/// </summary>
internal static class ChangePlanner
{
    /// <summary>Adds a change to the plan, or answers it when it is not to be stored.</summary>
    public static void Add(WritePlan plan, Change change)
    {
        switch (change)
        {
            case StepChange step:
                step.Answer = plan.Sessions.TryGetValue(step.InstanceId, out var claim)
                    && claim.Owner == step.Owner && claim.Epoch == step.Epoch && claim.ExecutionId == step.ExecutionId;
                if (step.Answer)
                {
                    AddStep(plan, step);
                }

                break;
            case ResultChange result:
                result.Answer = plan.Sessions.TryGetValue(result.InstanceId, out var session) && session.ExecutionId == result.ExecutionId;
                plan.Results.Add((result, result.Answer));
                if (result.Answer)
                {
                    plan.Put(result.Payload);
                    plan.Rung.Add(result.InstanceId);
                }

                break;
            case MessageChange message:
                message.Answer = Send(plan, message.Message);
                break;
            case StartChange start:
                AddStart(plan, start);
                break;
        }
    }

    private static void AddStart(WritePlan plan, StartChange start)
    {
        if (plan.Existing.TryGetValue(start.InstanceId, out var existing) && existing.ExecutionId == start.Instance.ExecutionId)
        {
            // Stored already, by an attempt whose commit was not heard of.
            plan.Alive.Add(existing.ExecutionId);
            return;
        }

        start.Answer = Blocking(plan, start.Instance);
        if (start.Answer is null)
        {
            plan.Started.Add(start.Instance);
            plan.Put(start.Instance.Payload);
        }
    }

    private static void AddStep(WritePlan plan, StepChange step)
    {
        plan.Steps.Add(step);
        plan.Payloads.AddRange(step.Payloads);

        // Children first: an event may be meant for one that the same step begins.
        foreach (var child in step.Children)
        {
            if (Blocking(plan, child) is null)
            {
                plan.Started.Add(child);
                plan.Put(child.Payload);
                plan.Sessions[child.InstanceId] = new SessionRow(child.InstanceId, child.ExecutionId, Owner: null, Epoch: 0);
            }
            else if (child.RefusalBody is { } refusal)
            {
                Send(plan, new OutMessage(step.InstanceId, step.ExecutionId, refusal));
            }
        }

        foreach (var message in step.Outgoing)
        {
            Send(plan, message);
        }

        if (step.IsFinal)
        {
            plan.Sessions.Remove(step.InstanceId);
        }
        else if (step.Next is { } next)
        {
            plan.Sessions[step.InstanceId] = plan.Sessions[step.InstanceId] with { ExecutionId = next.ExecutionId };
        }

        if (step.Activities.Any(activity => !activity.Claimed))
        {
            plan.Effects.ActivitiesQueued = true;
        }

        foreach (var (_, fireAt) in step.Timers)
        {
            plan.Effects.EarliestTimer = plan.Effects.EarliestTimer is { } earliest && earliest <= fireAt ? earliest : fireAt;
        }

        if (step.IsFinal || step.Number == 0)
        {
            plan.Effects.StatusChanged.Add(step.InstanceId);
        }
    }

    private static bool Send(WritePlan plan, OutMessage message)
    {
        var alive = plan.Sessions.TryGetValue(message.InstanceId, out var target)
            && (message.ExecutionId is not { } generation || generation == target.ExecutionId);
        if (alive)
        {
            plan.Messages.Add(message);
            plan.Put(message.Payload);
            plan.Rung.Add(message.InstanceId);
        }

        return alive;
    }

    /// <summary>The state of the instance that keeps a new one from starting, or null.</summary>
    private static OrchestrationRuntimeStatus? Blocking(WritePlan plan, NewInstance instance)
    {
        var exists = plan.Existing.TryGetValue(instance.InstanceId, out var existing);
        if (plan.Sessions.ContainsKey(instance.InstanceId))
        {
            return exists ? existing.Status : OrchestrationRuntimeStatus.Pending;
        }

        return exists && (instance.KeepStatuses & (1 << (int)existing.Status)) != 0 ? existing.Status : null;
    }

    /// <summary>Tells the changes what became of them, once the plan is written.</summary>
    public static void Answer(WritePlan plan, IReadOnlyList<Change> changes)
    {
        plan.Effects.InstancesReady = plan.Rung.Count > 0 || plan.Alive.Count > 0;
        if (plan.Started.Count == 0)
        {
            return;
        }

        foreach (var later in plan.Started.Select(instance => instance.StartAt).OfType<DateTimeOffset>())
        {
            plan.Effects.EarliestTimer = plan.Effects.EarliestTimer is { } earliest && earliest <= later ? earliest : later;
        }

        foreach (var change in changes)
        {
            if (change is StartChange { Answer: null } start && !plan.Alive.Contains(start.Instance.ExecutionId))
            {
                start.Answer = OrchestrationRuntimeStatus.Pending;
            }
            else if (change is StepChange { Answer: true } step)
            {
                step.HasUnseenMessage = step.Children.Any(child => !plan.Alive.Contains(child.ExecutionId));
            }
        }
    }
}
