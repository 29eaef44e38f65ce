using DataHound.Domain.Observability;

namespace DataHound.Domain.Scheduling;

/// <summary>How the work of a run ended.</summary>
public sealed record TaskOutcome
{
    /// <summary>Whether all of it was done.</summary>
    public required bool Success { get; init; }

    /// <summary>The result in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What was done, a line each; no personal data and no secrets.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>The errors as their readers need them, a line each; null when there was none.</summary>
    public string? ErrorTail { get; init; }

    /// <summary>Work that failed with one explained error.</summary>
    public static TaskOutcome Failed(UserError error) => new() { Success = false, Message = error.Cause, ErrorTail = error.ToString() };
}
