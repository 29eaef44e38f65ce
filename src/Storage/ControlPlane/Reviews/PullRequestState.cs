namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>What a code host says of a pull request.</summary>
public sealed record PullRequestState
{
    /// <summary>The repository, as <c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>Its number.</summary>
    public required int Number { get; init; }

    /// <summary>Its branch.</summary>
    public required string Branch { get; init; }

    /// <summary>The commit it stands at.</summary>
    public required string HeadSha { get; init; }

    /// <summary>Whether the branch can be merged as it is; null when the host does not know yet.</summary>
    public bool? BranchUpToDate { get; init; }

    /// <summary>Whether screenshots are included.</summary>
    public required bool ScreenshotsIncluded { get; init; }

    /// <summary>Whether it was merged or closed.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>When that was so.</summary>
    public required DateTimeOffset At { get; init; }
}
