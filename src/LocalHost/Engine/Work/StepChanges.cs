using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine.Execution;
using LocalHost.Engine.History;
using LocalHost.Engine.Storage;

namespace LocalHost.Engine.Work;

/// <summary>Turns what a step came to into what is stored of it.</summary>
internal static class StepChanges
{
    /// <summary>Makes the change a step is stored by.</summary>
    /// <param name="session">The instance.</param>
    /// <param name="owner">The process that takes the step.</param>
    /// <param name="outcome">What the step came to.</param>
    /// <param name="arrivals">What it took up.</param>
    /// <param name="options">The settings.</param>
    /// <param name="tryClaim">Claims a place to run an activity in this process; false leaves the activity to the queue.</param>
    public static StepChange From(Session session, long owner, StepOutcome outcome, IReadOnlyList<Arrival> arrivals, DurableTaskEngineOptions options, Func<bool> tryClaim)
    {
        var execution = session.Execution ?? throw new InvalidOperationException("A step was taken without its orchestrator.");
        var at = execution.LastStepAt;
        var final = outcome.IsFinal;
        var aside = new PayloadWriter(options.PayloadThresholdBytes, session.InstanceId, session.Facts.ExecutionId);
        var next = outcome.Next is { } facts ? new PayloadWriter(options.PayloadThresholdBytes, session.InstanceId, facts.ExecutionId) : aside;
        var customStatus = CustomStatus(session, outcome, aside);
        var (nextInput, nextCarried) = (next.Put(outcome.Next?.Input), outcome.Next?.Carried.Select(next.Put).ToList() ?? []);
        return new StepChange(session.InstanceId)
        {
            ExecutionId = session.Facts.ExecutionId,
            Owner = owner,
            Epoch = session.Epoch,
            Number = execution.NextStep - 1,
            At = at,
            Events = outcome.Next is null
                ? HistoryJson.Write(new StepRecord([.. outcome.Received.Select(aside.Put)], [.. outcome.Emitted.Select(aside.Put)]))
                : string.Empty,
            Messages = [.. arrivals.Select(arrival => arrival.MessageId).OfType<long>()],
            FinishedTasks = [.. arrivals.Select(FinishedTask).OfType<(Guid, int)>()],
            FairnessKey = session.Facts.FairnessKey,
            Activities = outcome.Status == OrchestrationRuntimeStatus.Terminated ? [] : Activities(outcome, aside, tryClaim),
            Timers = final || outcome.Next is not null ? [] : OpenTimers(outcome),
            CancelledTimers = [.. outcome.Emitted.Where(item => item.Kind == HistoryItemKind.TimerCancelled).Select(item => item.Id)],
            Outgoing = Messages(session, outcome, options.PayloadThresholdBytes),
            Children = [.. outcome.Emitted.Where(item => item is { Kind: HistoryItemKind.ChildScheduled, IsKept: false }).Select(item => Child(session, item, at, options))],
            Status = outcome.Status,
            StatusChanged = outcome.Status != session.Status || !string.Equals(outcome.CustomStatus, session.CustomStatus, StringComparison.Ordinal),
            IsFinal = final,
            Output = aside.Put(Storable(outcome.Output)),
            Failure = HistoryJson.Write(outcome.Failure),
            CustomStatus = outcome.CustomStatus,
            StoredCustomStatus = customStatus,
            Next = outcome.Next,
            NextInput = nextInput,
            NextCarried = HistoryJson.Write(nextCarried),
            Payloads = ReferenceEquals(next, aside) ? aside.Payloads : [.. aside.Payloads, .. next.Payloads],
            DroppedPayload = session.CustomStatusReference is { } old && PayloadReference.Read(customStatus) != old ? old : null,
            KeptPayloads = [.. nextCarried.Select(item => item.Data).Append(nextInput).Append(customStatus).Select(PayloadReference.Read).OfType<Guid>()],
            DeadLetter = outcome.IsGivenUp ? new NewDeadLetter(NewDeadLetter.Step, session.Facts.Name, session.LostClaims) : null,
        };
    }

    // It may be one of a generation that is over.
    private static (Guid ExecutionId, int TaskId)? FinishedTask(Arrival arrival) =>
        arrival is { FinishedTask: { } task, ExecutionId: { } generation } ? (generation, task) : null;

    private static string? CustomStatus(Session session, StepOutcome outcome, PayloadWriter aside) =>
        session.CustomStatusReference is { } same && string.Equals(outcome.CustomStatus, session.CustomStatus, StringComparison.Ordinal)
            ? PayloadReference.Write(same)
            : aside.Put(outcome.CustomStatus, nameof(CustomStatus));

    private static List<NewActivity> Activities(StepOutcome outcome, PayloadWriter aside, Func<bool> tryClaim) =>
    [
        .. outcome.Reopened.Concat(outcome.Emitted)
            .Where(item => item is { Kind: HistoryItemKind.TaskScheduled, IsKept: false })
            .Select(item => new NewActivity(item.Id, item.Name ?? string.Empty, item.Version ?? string.Empty, item.Input, aside.Put(item.Input), tryClaim())),
    ];

    private static List<(int TaskId, DateTimeOffset FireAt)> OpenTimers(StepOutcome outcome)
    {
        var cancelled = outcome.Emitted.Where(item => item.Kind == HistoryItemKind.TimerCancelled).Select(item => item.Id).ToHashSet();
        return
        [
            .. outcome.Reopened.Concat(outcome.Emitted)
                .Where(item => item.Kind == HistoryItemKind.TimerCreated && !cancelled.Contains(item.Id))
                .Select(item => (item.Id, item.FireAt ?? default)),
        ];
    }

    private static List<OutMessage> Messages(Session session, StepOutcome outcome, int threshold)
    {
        var messages = new List<OutMessage>();
        foreach (var item in outcome.Emitted)
        {
            if (item is { Kind: HistoryItemKind.EventSent, InstanceId: { } target })
            {
                var raised = new HistoryItem { Kind = HistoryItemKind.EventRaised, Name = item.Name, Data = item.Input };
                messages.Add(OutMessage.Of(target, executionId: null, raised, threshold, session.Facts.ExecutionId));
            }
            else if (item is { Kind: HistoryItemKind.ChildTerminated, InstanceId: { } child })
            {
                messages.Add(new OutMessage(child, ExecutionId: null, HistoryJson.Write(new HistoryItem
                {
                    Kind = HistoryItemKind.Terminated,
                    Reason = item.Reason,
                    Recursive = true,
                })));
            }
        }

        if (outcome.IsFinal && Answer(session, outcome, threshold) is { } answer)
        {
            messages.Add(answer);
        }

        return messages;
    }

    /// <summary>What a child's parent is told at the end.</summary>
    private static OutMessage? Answer(Session session, StepOutcome outcome, int threshold)
    {
        var instance = session.Instance;
        if (instance is not { ParentTaskId: { } task, Facts.Parent: { } parent })
        {
            return null;
        }

        var item = outcome.Status == OrchestrationRuntimeStatus.Completed
            ? new HistoryItem { Kind = HistoryItemKind.ChildCompleted, Id = task, Data = outcome.Output }
            : new HistoryItem
            {
                Kind = HistoryItemKind.ChildFailed,
                Id = task,
                Failure = outcome.Failure ?? new TaskFailureDetails(
                    "OrchestrationTerminated",
                    $"The sub-orchestration '{instance.Facts.InstanceId}' was terminated.",
                    StackTrace: null,
                    InnerFailure: null,
                    Properties: null),
            };
        return OutMessage.Of(parent.InstanceId, instance.ParentExecutionId, item, threshold, session.Facts.ExecutionId);
    }

    private static NewInstance Child(Session session, HistoryItem item, DateTimeOffset at, DurableTaskEngineOptions options)
    {
        var (instanceId, generation) = (item.InstanceId ?? string.Empty, DeterministicGuid.CreateOrdered(at, session.Facts.ExecutionId, item.Id));
        var aside = new PayloadWriter(options.PayloadThresholdBytes, instanceId, generation);
        return new NewInstance
        {
            InstanceId = instanceId,
            ExecutionId = generation,
            Name = item.Name ?? string.Empty,
            Version = item.Version ?? string.Empty,
            Input = aside.Put(item.Input),
            Payload = aside.Payloads.SingleOrDefault(),
            Tags = HistoryJson.Write(item.Tags),
            FairnessKey = FairnessKeys.Of(item.Tags, options.FairnessTag) ?? session.Facts.FairnessKey,
            CreatedAt = at,
            ParentInstanceId = session.InstanceId,
            ParentExecutionId = session.Facts.ExecutionId,
            ParentTaskId = item.Id,
            ParentName = session.Facts.Name,
            RefusalBody = HistoryJson.Write(new HistoryItem
            {
                Kind = HistoryItemKind.ChildFailed,
                Id = item.Id,
                Failure = new TaskFailureDetails(
                    typeof(OrchestrationAlreadyExistsException).FullName ?? nameof(OrchestrationAlreadyExistsException),
                    $"An instance with the id '{item.InstanceId}' is alive already.",
                    StackTrace: null,
                    InnerFailure: null,
                    Properties: null),
            }),
        };
    }

    // Postgres text cannot hold the NUL character; serialized data never has it, an error's own text may.
    private static string? Storable(string? text) => text?.Replace('\0', ' ');
}
