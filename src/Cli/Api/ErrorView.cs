namespace DataHound.Cli.Api;

/// <summary>An error of a run.</summary>
internal sealed record ErrorView
{
    public string Code { get; init; } = string.Empty;

    public string Cause { get; init; } = string.Empty;

    public string NextStep { get; init; } = string.Empty;
}
