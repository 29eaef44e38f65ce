namespace DataHound.Storage.ControlPlane.Model;

/// <summary>What one check run or status said of a commit.</summary>
internal sealed class CommitCheckRow
{
    public required string Repo { get; init; }

    public required string HeadSha { get; init; }

    public required string Name { get; init; }

    public required string CheckName { get; init; }

    public bool? Passed { get; init; }

    public DateTimeOffset ReportedAt { get; init; }
}
