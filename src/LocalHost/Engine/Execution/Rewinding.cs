using LocalHost.Engine.History;

namespace LocalHost.Engine.Execution;

/// <summary>
/// Rewinds: a history only grows, so a rewind is a step of its own that takes the place of those from the first failure on. It is
/// given what they were given, without the failures.
/// </summary>
internal static class Rewinding
{
    /// <summary>The steps to replay, and what the next step is given: with a rewind among it, what the rewind brings back.</summary>
    public static (IReadOnlyList<StoredStep> History, IReadOnlyList<HistoryItem> Received) Prepare(
        string instanceId,
        IReadOnlyList<StoredStep> stored,
        IReadOnlyList<HistoryItem> received)
    {
        var rewound = received.FirstOrDefault(item => item.Kind == HistoryItemKind.Rewound);
        var history = Effective(stored);
        if (rewound is null || history.Count == 0)
        {
            return (history, received);
        }

        var place = Place(history);
        var dropped = history.GetRange(place, history.Count - place);
        var kept = history.GetRange(0, place);
        var marker = rewound with { Id = dropped[0].Number, NextCall = NextCall(history) };
        return (kept, [marker, .. Again(instanceId, kept, dropped), .. received.Where(item => item.Kind != HistoryItemKind.Rewound)]);
    }

    /// <summary>Children whose answers an instance waits for once it is rewound: number of the call and instance id.</summary>
    public static List<(int TaskId, string InstanceId)> OpenChildren(IReadOnlyList<StoredStep> stored)
    {
        var history = Effective(stored);
        var kept = history.GetRange(0, Place(history));
        var answered = history
            .SelectMany(step => step.Record.Received)
            .Where(item => item is { Kind: HistoryItemKind.ChildCompleted, IsKept: false })
            .Select(item => item.Id)
            .ToHashSet();
        return
        [
            .. kept
                .SelectMany(step => step.Record.Emitted)
                .Where(item => item is { Kind: HistoryItemKind.ChildScheduled, IsKept: false, InstanceId: not null } && !answered.Contains(item.Id))
                .Select(item => (item.Id, item.InstanceId ?? string.Empty)),
        ];
    }

    /// <summary>The history without the steps that rewinds have replaced.</summary>
    private static List<StoredStep> Effective(IReadOnlyList<StoredStep> stored)
    {
        var history = new List<StoredStep>(stored.Count);
        foreach (var step in stored)
        {
            if (step.Record.Received.FirstOrDefault(item => item.Kind == HistoryItemKind.Rewound) is { } rewound)
            {
                history.RemoveAll(earlier => earlier.Number >= rewound.Id);
            }

            history.Add(step);
        }

        return history;
    }

    /// <summary>Where the steps to be replaced begin: at the first failure taken up, else at the last step.</summary>
    private static int Place(List<StoredStep> history)
    {
        var place = history.FindIndex(step => step.Record.Received.Any(item => item.Kind is HistoryItemKind.TaskFailed or HistoryItemKind.ChildFailed));
        return place >= 0 ? place : Math.Max(0, history.Count - 1);
    }

    private static int NextCall(List<StoredStep> history) => history
        .SelectMany(step => step.Record.Emitted.Select(item => item.Id + 1).Concat(step.Record.Received.Select(item => item.NextCall)))
        .DefaultIfEmpty()
        .Max();

    private static IEnumerable<HistoryItem> Again(string instanceId, List<StoredStep> kept, List<StoredStep> dropped)
    {
        var open = kept.SelectMany(step => step.Record.Emitted).Select(item => item.Id).ToHashSet();
        var lost = dropped
            .SelectMany(step => step.Record.Emitted)
            .Where(item => item.Kind is HistoryItemKind.TaskScheduled or HistoryItemKind.ChildScheduled)
            .ToDictionary(item => item.Id);

        // What the replaced steps sent to their own instance is sent by the code again, if it still comes to that.
        var ownLetters = dropped
            .SelectMany(step => step.Record.Emitted)
            .Where(item => item.Kind == HistoryItemKind.EventSent && string.Equals(item.InstanceId, instanceId, StringComparison.Ordinal))
            .Select(item => (item.Name, item.InputMark ?? InputMarks.Of(item.Input)))
            .ToList();
        foreach (var item in dropped.SelectMany(step => step.Record.Received))
        {
            switch (item.Kind)
            {
                case HistoryItemKind.EventRaised when ownLetters.Remove((item.Name, InputMarks.Of(item.Data))):
                    break;
                case HistoryItemKind.Started or HistoryItemKind.EventRaised:
                case HistoryItemKind.TaskCompleted or HistoryItemKind.ChildCompleted when item.IsKept:
                case HistoryItemKind.TaskCompleted or HistoryItemKind.ChildCompleted or HistoryItemKind.TimerFired when open.Contains(item.Id):
                    yield return item;
                    break;
                case HistoryItemKind.TaskCompleted or HistoryItemKind.ChildCompleted when lost.TryGetValue(item.Id, out var call):
                    yield return item with { IsKept = true, Name = call.Name, InputMark = call.InputMark ?? InputMarks.Of(call.Input) };
                    break;
            }
        }
    }
}
