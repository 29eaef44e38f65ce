namespace DataHound.Domain.Scheduling;

/// <summary>What becomes of ticks that were missed because nothing was there to notice them.</summary>
public enum CatchUp
{
    /// <summary>They are dropped.</summary>
    None = 0,

    /// <summary>The latest one is run.</summary>
    Latest = 1,

    /// <summary>All are run, one after another, up to the task's limit; of more the latest.</summary>
    All = 2,
}
