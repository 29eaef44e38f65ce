using System.Runtime.InteropServices;

namespace LocalHost.Functions.Hosting;

/// <summary>Notices that a program is asked to stop a second time. The first time is the framework's: it stops in good order.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly Func<Task> _again;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _count;

    /// <summary>Begins to listen.</summary>
    /// <param name="again">What the second signal sets off.</param>
    public StopSignals(Func<Task> again)
    {
        _again = again;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear);
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) == 2)
            _ = Task.Run(_again);
    }
}
