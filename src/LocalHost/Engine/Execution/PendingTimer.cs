using LocalHost.Engine.History;

namespace LocalHost.Engine.Execution;

/// <summary>A timer that has neither fired nor been cancelled.</summary>
internal sealed class PendingTimer(HistoryItem created)
{
    private readonly TaskCompletionSource _source = new();
    private CancellationTokenRegistration _registration;

    /// <summary>The timer as it was emitted.</summary>
    public HistoryItem Created { get; } = created;

    public Task Task => _source.Task;

    public void CancelWith(CancellationToken cancellationToken, Action cancelled) => _registration = cancellationToken.Register(() =>
    {
        if (_source.TrySetCanceled(cancellationToken))
        {
            cancelled();
        }
    });

    public void Fire()
    {
        _source.TrySetResult();
        _registration.Unregister();
    }
}
