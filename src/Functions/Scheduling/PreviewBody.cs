namespace DataHound.Functions.Scheduling;

/// <summary>The body of a request that looks ahead at a schedule that is not saved.</summary>
public sealed record PreviewBody
{
    /// <summary>The expression.</summary>
    public required string Schedule { get; init; }

    /// <summary>IANA name of the zone; UTC when absent.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The instant after which to look, in ISO 8601 with an offset; now when absent.</summary>
    public string? After { get; init; }

    /// <summary>How many occurrences: 1 to 1,000, by default 10.</summary>
    public int? Count { get; init; }
}
