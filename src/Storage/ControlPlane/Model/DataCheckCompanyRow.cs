namespace DataHound.Storage.ControlPlane.Model;

/// <summary>What a check came to for one company.</summary>
internal sealed class DataCheckCompanyRow
{
    public Guid CheckId { get; init; }

    public required string Company { get; init; }

    public required string ReportJson { get; init; }

    public DateTimeOffset FinishedAt { get; init; }
}
