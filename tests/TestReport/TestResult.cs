namespace TestReport;

/// <summary>One result of a result file. <see cref="Outcome"/> is Passed, Failed or NotExecuted, as the file says it.</summary>
internal sealed record TestResult
{
    public required string Name { get; init; }

    public required string Outcome { get; init; }

    public required string Message { get; init; }

    public bool Passed => Outcome is "Passed";

    public bool Skipped => Outcome is "NotExecuted" or "Skipped" or "Inconclusive";

    public bool Failed => !Passed && !Skipped;
}
