namespace LocalHost.Functions.Builder;

/// <summary>How a functions app is begun: as a program, or inside a test.</summary>
internal sealed record FunctionsStart
{
    public string[] Arguments { get; init; } = [];

    /// <summary>Settings that win over all others.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The host.json to read; null means to look for it.</summary>
    public string? HostFile { get; init; }

    /// <summary>The types to look for functions in; null means those of the entry assembly.</summary>
    public IReadOnlyCollection<Type>? Types { get; init; }

    /// <summary>Whether a failed start is told on the terminal and ends the program with an exit code, rather than thrown.</summary>
    public bool IsProgram { get; init; }
}
