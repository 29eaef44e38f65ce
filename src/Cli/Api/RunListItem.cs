namespace DataHound.Cli.Api;

/// <summary>A run as the list of runs shows it: enough to know whether its work is done.</summary>
internal sealed record RunListItem
{
    public string RunId { get; init; } = string.Empty;

    public DateTimeOffset? AsOf { get; init; }

    public string Status { get; init; } = string.Empty;

    public bool Succeeded => Status is RunStatus.Success;

    public bool IsFinal => RunStatus.IsFinal(Status);
}
