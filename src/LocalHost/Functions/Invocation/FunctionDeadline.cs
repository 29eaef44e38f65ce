namespace LocalHost.Functions;

/// <summary>The moment at which a run is asked to end.</summary>
internal sealed class FunctionDeadline : IDisposable
{
    private readonly CancellationToken _outer;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    /// <summary>Begins to count.</summary>
    /// <param name="timeout">How long the run may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="outer">Ends the run for another reason.</param>
    public FunctionDeadline(TimeSpan timeout, TimeProvider time, CancellationToken outer)
    {
        _outer = outer;
        _timer = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(outer, _timer.Token);
    }

    /// <summary>Cancelled at the deadline, or for the other reason.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the run was asked to end because of its deadline.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_outer.IsCancellationRequested;

    /// <summary>Calls back at the deadline.</summary>
    public void OnPassed(Action passed) => _timer.Token.Register(passed);

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
