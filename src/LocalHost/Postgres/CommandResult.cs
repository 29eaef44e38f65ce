namespace LocalHost.Postgres;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Zero for success.</param>
/// <param name="Output">What it wrote, errors included.</param>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}
