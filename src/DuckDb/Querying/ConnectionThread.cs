using System.Collections.Concurrent;

namespace DuckDb;

/// <summary>One thread that runs one connection's blocking work, in the order it was given.</summary>
internal sealed class ConnectionThread : IDisposable, IAsyncDisposable
{
    private readonly BlockingCollection<Action> _work = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private CancellationToken _currentToken;

    internal ConnectionThread()
    {
        _thread = new Thread(Loop) { IsBackground = true, Name = "DuckDB connection" };
        _thread.Start();
    }

    /// <summary>The token of the work that runs now, when asked on this thread.</summary>
    internal CancellationToken CurrentToken => Thread.CurrentThread == _thread ? _currentToken : default;

    /// <summary>Takes no more work and waits for what it has; on its own thread it cannot wait for itself.</summary>
    public void Dispose()
    {
        if (!_ended.Task.IsCompleted)
        {
            _work.CompleteAdding();
        }

        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
            _work.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        if (!_ended.Task.IsCompleted)
        {
            _work.CompleteAdding();
        }

        if (Thread.CurrentThread != _thread)
        {
            await _ended.Task.ConfigureAwait(false);
            _work.Dispose();
        }
    }

    internal Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _work.Add(() => Run(work, completion, cancellationToken), CancellationToken.None);
        }
        catch (InvalidOperationException exception)
        {
            throw new ObjectDisposedException("The connection is disposed.", exception);
        }

        return completion.Task;
    }

    private void Run<T>(Func<T> work, TaskCompletionSource<T> completion, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            completion.SetCanceled(cancellationToken);
            return;
        }

        _currentToken = cancellationToken;
        try
        {
            completion.SetResult(work());
        }
        catch (OperationCanceledException cancelled)
        {
            completion.SetCanceled(cancelled.CancellationToken);
        }
        catch (Exception exception)
        {
            completion.SetException(exception);
        }
        finally
        {
            _currentToken = default;
        }
    }

    private void Loop()
    {
        foreach (var work in _work.GetConsumingEnumerable(CancellationToken.None))
        {
            work();
        }

        _ended.SetResult();
    }
}
