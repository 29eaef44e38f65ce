using DataHound.Domain.Reviews;

namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>A review gate: of a stage of a run, or of a pull request.</summary>
public sealed record ReviewGate
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it guards: <c>stage:&lt;run&gt;:&lt;company&gt;:&lt;stage&gt;</c> or <c>pr:&lt;owner/name&gt;#&lt;number&gt;</c>.</summary>
    public required string TaskId { get; init; }

    /// <summary>How firm it is.</summary>
    public required ReviewMode Mode { get; init; }

    /// <summary>Where it stands.</summary>
    public required ReviewStatus Status { get; init; }

    /// <summary>The checks that must say yes.</summary>
    public required IReadOnlyList<string> Required { get; init; }

    /// <summary>What checks said, by name.</summary>
    public required IReadOnlyDictionary<string, ReviewCheck> Checks { get; init; }

    /// <summary>The company of a stage's gate.</summary>
    public string? Company { get; init; }

    /// <summary>The run of a stage's gate.</summary>
    public string? RunId { get; init; }

    /// <summary>The stage of a stage's gate.</summary>
    public string? Stage { get; init; }

    /// <summary>The orchestration that waits at a stage's gate.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The number of the pull request.</summary>
    public int? PullRequest { get; init; }

    /// <summary>The repository of the pull request.</summary>
    public string? Repository { get; init; }

    /// <summary>The branch of the pull request.</summary>
    public string? Branch { get; init; }

    /// <summary>The commit the pull request stands at.</summary>
    public string? HeadSha { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When a stage's gate is overdue.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Who decided.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether the gate is open: true or false once that is known, null while it waits.</summary>
    public bool? Ready => Status switch
    {
        ReviewStatus.Ready or ReviewStatus.Approved or ReviewStatus.Overdue => true,
        ReviewStatus.Failed or ReviewStatus.Rejected => false,
        _ => null,
    };

    /// <summary>Whether the gate of a stage can change no more. A pull request's gate can until it is closed.</summary>
    public bool IsDecided => Status is ReviewStatus.Approved or ReviewStatus.Rejected or ReviewStatus.Overdue or ReviewStatus.Closed || RunId is not null && Status is ReviewStatus.Ready;
}
