using LocalHost.DurableTask;

namespace LocalHost.Engine.Execution;

/// <summary>
/// A call that is not answered, with the type of its answer. Continuations run in line: a task that combines several would else
/// continue on the thread pool, outside the orchestrator.
/// </summary>
internal sealed class PendingCallOf<TResult>(string name, int id, DataConverter converter) : PendingCall(name, id)
{
    private readonly TaskCompletionSource<TResult> _source = new();

    public Task<TResult> Task => _source.Task;

    public override void Complete(string? data)
    {
        try
        {
            _source.TrySetResult(converter.Deserialize<TResult>(data)!);
        }
        catch (Exception unreadable)
        {
            _source.TrySetException(unreadable);
        }
    }

    public override void Fail(TaskFailureDetails failure) => _source.TrySetException(new TaskFailedException(Name, Id, failure));
}
