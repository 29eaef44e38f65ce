namespace LocalHost.Engine.Storage;

/// <summary>How the replay of a dead letter ended.</summary>
internal enum DeadLetterReplay
{
    /// <summary>Its instance was rewound.</summary>
    Replayed,

    /// <summary>There is no such dead letter.</summary>
    NotFound,

    /// <summary>Its instance has not failed: it is alive, ended otherwise, or is gone.</summary>
    NotFailed,
}
