namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Where a run, a company in it, or a stage stands. All but the first are final.</summary>
public enum RunStatus
{
    /// <summary>Not finished; also before the first step.</summary>
    Running = 0,

    /// <summary>Everything was done and published.</summary>
    Success = 1,

    /// <summary>Something was not done; the error says what.</summary>
    Failed = 2,

    /// <summary>Stopped on request; what was published before stays.</summary>
    Canceled = 3,
}
