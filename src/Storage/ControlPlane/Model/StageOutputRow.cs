namespace DataHound.Storage.ControlPlane.Model;

/// <summary>The result of a unit of a stage.</summary>
internal sealed class StageOutputRow
{
    public required string RunId { get; init; }

    public required string Company { get; init; }

    public required string Stage { get; init; }

    public required string Unit { get; init; }

    public required string ResultJson { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
