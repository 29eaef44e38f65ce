namespace DataHound.Cli.Api;

/// <summary>One pipeline run as the API shows it.</summary>
internal sealed record RunView
{
    public string RunId { get; init; } = string.Empty;

    public string Pipeline { get; init; } = string.Empty;

    public DateTimeOffset? AsOf { get; init; }

    public string Status { get; init; } = string.Empty;

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public IReadOnlyList<CompanyView>? Companies { get; init; }

    public IReadOnlyList<ErrorView>? Errors { get; init; }

    public bool Succeeded => Status is RunStatus.Success;

    public bool IsFinal => RunStatus.IsFinal(Status);
}
