namespace DataHound.Domain.Scheduling;

/// <summary>Why a task is run.</summary>
public enum TaskRunTrigger
{
    /// <summary>Its time has come.</summary>
    Schedule = 0,

    /// <summary>Its time had come while nothing was there to notice.</summary>
    CatchUp = 1,

    /// <summary>Somebody asked for it.</summary>
    Manual = 2,

    /// <summary>The run before was lost in a crash.</summary>
    Recovery = 3,
}
