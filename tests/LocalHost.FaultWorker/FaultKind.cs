namespace LocalHost.FaultWorker;

/// <summary>How a worker fails.</summary>
public enum FaultKind
{
    /// <summary>The process ends as by kill -9.</summary>
    Kill,

    /// <summary>The process is stopped as by SIGSTOP, once, until somebody lets it go on.</summary>
    Stop,

    /// <summary>An exception is thrown.</summary>
    Throw,

    /// <summary>All the process's connections to the database are cut.</summary>
    Cut,
}
