namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>What became of a found run.</summary>
public enum FoundRunOutcome
{
    /// <summary>It is in the register now, as active.</summary>
    Recorded = 0,

    /// <summary>It was in the register.</summary>
    Known = 1,

    /// <summary>Another run of one of its companies is active; it can be recorded when that one has ended.</summary>
    Conflict = 2,

    /// <summary>Its id or input is not that of a run.</summary>
    NoRun = 3,
}
