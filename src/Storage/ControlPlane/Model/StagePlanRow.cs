namespace DataHound.Storage.ControlPlane.Model;

/// <summary>The plan of a stage.</summary>
internal sealed class StagePlanRow
{
    public required string RunId { get; init; }

    public required string Company { get; init; }

    public required string Stage { get; init; }

    public int Units { get; init; }

    public required string PlanJson { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
