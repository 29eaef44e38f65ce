using LocalHost.Engine.History;

namespace LocalHost.Engine.Execution;

/// <summary>Results from before a rewind. Each answers the next open call of the same name and input, so that what succeeded is not done again.</summary>
internal sealed class KeptAnswers
{
    private readonly List<HistoryItem> _answers = [];
    private readonly HashSet<int> _answered = [];

    public void Add(HistoryItem answer) => _answers.Add(answer);

    /// <summary>Takes the answer of the first open call that has one, by the call's number; null when none has.</summary>
    public HistoryItem? TakeFor(IEnumerable<PendingCall> open)
    {
        if (_answers.Count == 0)
        {
            return null;
        }

        foreach (var call in open.OrderBy(call => call.Id))
        {
            var mark = InputMarks.Of(call.Scheduled.Input);
            var place = _answers.FindIndex(answer => Fits(answer, call.Scheduled, mark));
            if (place >= 0)
            {
                var answer = _answers[place];
                _answers.RemoveAt(place);
                _answered.Add(call.Id);
                return answer with { Id = call.Id };
            }
        }

        return null;
    }

    /// <summary>Marks the calls that were answered, so that nobody sets them going.</summary>
    public List<HistoryItem> Mark(List<HistoryItem> emitted)
    {
        if (_answered.Count == 0)
        {
            return emitted;
        }

        var marked = emitted.ConvertAll(item => _answered.Contains(item.Id) && IsCall(item.Kind) ? item with { IsKept = true } : item);
        _answered.Clear();
        return marked;
    }

    private static bool IsCall(HistoryItemKind kind) => kind is HistoryItemKind.TaskScheduled or HistoryItemKind.ChildScheduled;

    private static bool Fits(HistoryItem answer, HistoryItem call, string? mark) =>
        (answer.Kind == HistoryItemKind.TaskCompleted) == (call.Kind == HistoryItemKind.TaskScheduled)
        && string.Equals(answer.Name, call.Name, StringComparison.OrdinalIgnoreCase)
        && string.Equals(answer.InputMark, mark, StringComparison.Ordinal);
}
