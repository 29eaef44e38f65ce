namespace LocalHost.Engine;

/// <summary>The points at which tests make a worker fail: killed, paused, cut off or by an exception.</summary>
internal enum FaultPoint
{
    /// <summary>The worker has its number and has not begun to work.</summary>
    WorkerRegistered,

    /// <summary>Instances were claimed and not read.</summary>
    InstancesClaimed,

    /// <summary>Claimed instances and their messages were read and not posted.</summary>
    InstancesRead,

    /// <summary>An orchestrator has run and nothing of it was handed in.</summary>
    StepComputed,

    /// <summary>A commit holds its locks and has written nothing.</summary>
    CommitLocked,

    /// <summary>The database has answered a commit, and nobody was told.</summary>
    CommitAnswered,

    /// <summary>A step is stored, and what it asked for was not begun.</summary>
    StepStored,

    /// <summary>Activities were claimed and not queued in the process.</summary>
    ActivitiesClaimed,

    /// <summary>An activity is about to run.</summary>
    ActivityStarting,

    /// <summary>An activity has run and its result is in memory only.</summary>
    ActivityRan,

    /// <summary>A result was stored as a message, and its activity is still held.</summary>
    ResultStored,

    /// <summary>Timers were fired, and nobody was told.</summary>
    TimersFired,

    /// <summary>The worker is about to renew its claims.</summary>
    ClaimsRenewing,

    /// <summary>The worker has renewed its claims and has not looked for silent ones.</summary>
    ClaimsRenewed,

    /// <summary>The work of a silent process was freed, and nobody was told.</summary>
    WorkTakenOver,

    /// <summary>Idle instances were closed in memory and not given back.</summary>
    IdleClosed,

    /// <summary>News are about to be sent to other processes.</summary>
    Announcing,

    /// <summary>A rewind has brought an instance back to life and is not committed.</summary>
    Rewinding,

    /// <summary>A rewind is committed, and nobody was told.</summary>
    Rewound,

    /// <summary>Some of the instances to be purged are gone, others are not.</summary>
    Purging,

    /// <summary>A worker that stops has ended its work and still has its claims.</summary>
    Leaving,
}
