namespace DataHound.Cli.Arguments;

/// <summary>What the user asked for, with every default filled in. All paths are absolute.</summary>
internal sealed record RunOptions
{
    /// <summary>The repository: where config/, samples/ and the built app lie.</summary>
    public required string Root { get; init; }

    /// <summary>The folder that holds everything this installation keeps.</summary>
    public required string Home { get; init; }

    public required int Port { get; init; }

    /// <summary>The slug of the company whose deliveries are run.</summary>
    public required string Company { get; init; }

    /// <summary>The folder with deliveries.json.</summary>
    public required string Input { get; init; }

    /// <summary>The folder with the company's own config files; null when the repository's config/ knows the company.</summary>
    public string? Config { get; init; }

    /// <summary>The file that gets the summary as JSON.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Stop after the summary instead of serving on.</summary>
    public bool Once { get; init; }

    /// <summary>Remove the home first.</summary>
    public bool Reset { get; init; }

    public bool Verbose { get; init; }
}
