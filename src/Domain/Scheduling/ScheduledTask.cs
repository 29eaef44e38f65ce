namespace DataHound.Domain.Scheduling;

/// <summary>A task that is run by its schedule.</summary>
public sealed record ScheduledTask
{
    /// <summary>Its identity, which survives changes of its definition.</summary>
    public required Guid Id { get; init; }

    /// <summary>What is to be done and when.</summary>
    public required ScheduledTaskDefinition Definition { get; init; }

    /// <summary>Whether it is run.</summary>
    public required ScheduledTaskStatus Status { get; init; }

    /// <summary>Grows with every change that people make.</summary>
    public required long Version { get; init; }

    /// <summary>Its next tick; null when there is none or it is not active.</summary>
    public DateTimeOffset? NextTick { get; init; }

    /// <summary>The last tick that was noticed.</summary>
    public DateTimeOffset? LastTick { get; init; }

    /// <summary>Failed runs since the last success.</summary>
    public required int FailuresInARow { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
