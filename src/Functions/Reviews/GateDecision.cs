namespace DataHound.Functions.Reviews;

/// <summary>What an orchestration makes of a gate.</summary>
public enum GateDecision
{
    /// <summary>It is not decided.</summary>
    Wait = 0,

    /// <summary>The work goes on.</summary>
    Pass = 1,

    /// <summary>The work fails.</summary>
    Refuse = 2,

    /// <summary>The work ends without having failed.</summary>
    Stop = 3,
}
