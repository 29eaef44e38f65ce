namespace LocalHost.Functions.Hosting;

/// <summary>What was found while a settings file was read.</summary>
/// <param name="file">The file's name.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class JsonFindings(string file, ICollection<string> problems)
{
    private readonly List<string> _warnings = [];

    /// <summary>What is there and has no effect.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public void Problem(string path, string problem) => problems.Add($"{file} {path} {problem}.");

    public void Warning(string path, string warning) => _warnings.Add($"{file} {path} {warning}.");
}
