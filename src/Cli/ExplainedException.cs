namespace DataHound.Cli;

/// <summary>An error the user can act on: what kind, what happened, what to do now. It is printed as such, never as a trace.</summary>
internal sealed class ExplainedException(string code, string cause, string nextStep) : Exception(cause)
{
    /// <summary>A short word with underscores, stable across versions.</summary>
    public string Code { get; } = code;

    public string NextStep { get; } = nextStep;
}
