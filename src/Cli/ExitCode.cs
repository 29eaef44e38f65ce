namespace DataHound.Cli;

/// <summary>What ./run answers to the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A run failed, or the app could not be started.</summary>
    public const int Failure = 1;

    /// <summary>The arguments are wrong; nothing was done.</summary>
    public const int BadArguments = 2;

    /// <summary>Stopped from outside before the work was done, as shells count Ctrl-C.</summary>
    public const int Interrupted = 130;
}
