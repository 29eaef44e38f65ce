namespace DataHound.Cli.Api;

/// <summary>The answer to a request for a run: its id, or the id of the run that is in the way.</summary>
internal sealed record StartOutcome
{
    public required string RunId { get; init; }

    /// <summary>Another run of the same company and pipeline is active; it must end first.</summary>
    public required bool IsOther { get; init; }
}
