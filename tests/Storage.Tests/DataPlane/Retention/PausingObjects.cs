using DataHound.Storage.DataPlane;

namespace Storage.Tests.DataPlane.Retention;

/// <summary>A store that waits before its n-th operation until the test lets it go on.</summary>
internal sealed class PausingObjects(IObjectStore inner, int pauseAt) : InterceptedObjects(inner)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the operation is about to be done.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets the operation be done.</summary>
    public void GoOn() => _goOn.TrySetResult();

    protected override async Task<T> InterceptAsync<T>(int number, Func<Task<T>> operation)
    {
        if (number == pauseAt)
        {
            _reached.TrySetResult();
            await _goOn.Task;
        }

        return await operation();
    }
}
