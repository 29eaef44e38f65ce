namespace DataHound.Cli.Companies;

/// <summary>One config document of a company, ready to be sent.</summary>
internal sealed record ConfigDocument
{
    /// <summary>company, extraction or events.</summary>
    public required string Kind { get; init; }

    public required string Json { get; init; }

    /// <summary>The file it came from, for messages.</summary>
    public required string File { get; init; }

    /// <summary>What was filled in or changed on the way, for the user to know; empty when nothing was.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
