using System.Text.Json.Nodes;

namespace DataHound.Storage.Quality;

/// <summary>Why open rows of a dataset are quarantined, how many there are, and what some of them look like.</summary>
public sealed record QuarantineReason
{
    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>The rule that the rows break.</summary>
    public required string Rule { get; init; }

    /// <summary>The column in which they break it; null when the record as a whole does.</summary>
    public string? Column { get; init; }

    /// <summary>Open rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Received files that they came in.</summary>
    public required long Files { get; init; }

    /// <summary>Some of the rows, newest batch first: id, source file, line, key, reason and raw text.</summary>
    public required JsonArray Samples { get; init; }
}
