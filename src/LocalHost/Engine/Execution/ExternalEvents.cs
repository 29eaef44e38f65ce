using LocalHost.DurableTask;
using LocalHost.Engine.History;

namespace LocalHost.Engine.Execution;

/// <summary>External events that came before anybody waited, and waits for events that have not come. Both in order; names ignore case.</summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly List<HistoryItem> _early = [];
    private readonly List<Waiter> _waiters = [];

    public bool HasWaiters => _waiters.Count > 0;

    /// <summary>Events nobody has waited for, oldest first.</summary>
    public IReadOnlyList<HistoryItem> Unprocessed => _early;

    public void Raise(HistoryItem raised)
    {
        var waiter = _waiters.FirstOrDefault(candidate => SameName(candidate.Name, raised.Name));
        if (waiter is null)
        {
            _early.Add(raised);
            return;
        }

        _waiters.Remove(waiter);
        waiter.Complete(raised.Data);
    }

    public Task<T?> WaitFor<T>(string name, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T?>(cancellationToken);
        }

        var early = _early.FindIndex(raised => SameName(raised.Name, name));
        if (early >= 0)
        {
            var data = _early[early].Data;
            _early.RemoveAt(early);
            return Task.FromResult(converter.Deserialize<T>(data));
        }

        var source = new TaskCompletionSource<T?>();
        var waiter = new Waiter(name, data => Answer(source, data));
        _waiters.Add(waiter);
        cancellationToken.Register(() =>
        {
            if (source.TrySetCanceled(cancellationToken))
            {
                _waiters.Remove(waiter);
            }
        });
        return source.Task;
    }

    private static bool SameName(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private void Answer<T>(TaskCompletionSource<T?> source, string? data)
    {
        try
        {
            source.TrySetResult(converter.Deserialize<T>(data));
        }
        catch (Exception unreadable)
        {
            source.TrySetException(unreadable);
        }
    }

    private sealed record Waiter(string Name, Action<string?> Complete);
}
