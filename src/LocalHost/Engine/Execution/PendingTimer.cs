namespace LocalHost.Engine.Execution;

/// <summary>A timer that has neither fired nor been cancelled.</summary>
internal sealed class PendingTimer
{
    private readonly TaskCompletionSource _source = new();
    private CancellationTokenRegistration _registration;

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
