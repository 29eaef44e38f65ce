namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>What became of a request to start a run.</summary>
public enum StartRunOutcome
{
    /// <summary>The run was recorded; its orchestration is to be started.</summary>
    Created = 0,

    /// <summary>The same request came before under the same key; this is its run.</summary>
    Existing = 1,

    /// <summary>The key was used for another request.</summary>
    KeyReused = 2,

    /// <summary>One of the companies has an active run of this pipeline.</summary>
    Conflict = 3,
}
