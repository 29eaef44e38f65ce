using System.Runtime.InteropServices;
using DataHound.Cli;
using DataHound.Cli.Arguments;

if (args.Any(argument => argument is "--help" or "-h" or "-?")) return Pages.Help(Console.Out);
if (args.Contains("--version", StringComparer.Ordinal)) return Pages.Version(Console.Out);

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop);
try
{
    var options = new CommandLine(Environment.GetEnvironmentVariable, Environment.CurrentDirectory).Parse(args);
    return await Terminal.Command(options, TimeProvider.System).RunAsync(stop.Token).ConfigureAwait(false);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped before the end. The next ./run goes on where this one stopped.");
    return ExitCode.Interrupted;
}
catch (ExplainedException error)
{
    return Pages.Error(Console.Error, error);
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException)
{
    return Pages.Error(Console.Error, new ExplainedException("file_problem", error.Message, "Mend it, then run the same command again."));
}

// The signal only asks: the app is stopped in order on the way out.
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
