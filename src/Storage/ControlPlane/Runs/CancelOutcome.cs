namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>What became of a request to cancel a run.</summary>
public enum CancelOutcome
{
    /// <summary>It is noted; the run stops before its next step.</summary>
    Requested = 0,

    /// <summary>The run has ended already.</summary>
    AlreadyFinished = 1,

    /// <summary>There is no such run.</summary>
    NotFound = 2,
}
