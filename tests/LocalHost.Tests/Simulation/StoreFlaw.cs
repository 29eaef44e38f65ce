namespace LocalHost.Tests.Simulation;

/// <summary>A rule that a flawed store forgets. Each shows that the simulation would notice.</summary>
public enum StoreFlaw
{
    /// <summary>None: the store keeps all its rules.</summary>
    None,

    /// <summary>A step is stored whoever claims the instance.</summary>
    NoEpochCheck,

    /// <summary>A step does not remove the messages it took up.</summary>
    MessagesKept,

    /// <summary>A step is stored without the activities it asks for.</summary>
    ActivitiesLost,

    /// <summary>What a silent process had claimed stays claimed.</summary>
    ClaimsKept,

    /// <summary>A timer that fires is lost without a message.</summary>
    TimersLost,

    /// <summary>Messages are read newest first.</summary>
    MessagesReversed,

    /// <summary>Events that wait when an instance starts over as new are forgotten.</summary>
    CarriedLost,
}
