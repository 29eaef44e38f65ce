namespace LocalHost.Engine.Storage;

/// <summary>A change with an answer.</summary>
internal abstract class ChangeOf<TAnswer> : Change
{
    private readonly TaskCompletionSource<TAnswer> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes after the commit.</summary>
    public Task<TAnswer> Done => _done.Task;

    /// <summary>The answer, set while the change is written and told after the commit.</summary>
    public TAnswer? Answer { get; set; }

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    public override void Committed() => _done.TrySetResult(Answer!);
}
