namespace DataHound.Domain.Scheduling;

/// <summary>What becomes of a tick whose run was lost in a crash. The lost run is failed either way.</summary>
public enum Recovery
{
    /// <summary>Nothing more.</summary>
    Fail = 0,

    /// <summary>It is run again, as the next attempt.</summary>
    RunAgain = 1,
}
