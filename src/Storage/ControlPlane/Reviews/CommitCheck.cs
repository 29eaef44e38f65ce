namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>What a check run or a status said of a commit.</summary>
public sealed record CommitCheck
{
    /// <summary>The repository, as <c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The commit.</summary>
    public required string HeadSha { get; init; }

    /// <summary>Its own name there. Several may stand for one check, which then passes when all of them do.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="Domain.Reviews.ReviewChecks.OfCommit"/>.</summary>
    public required string Check { get; init; }

    /// <summary>Whether it passed; null while it runs.</summary>
    public bool? Passed { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
