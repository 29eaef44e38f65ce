namespace DataHound.Domain.Preparation;

/// <summary>The config document of kind <c>extraction</c>: how one company's exports are read.</summary>
public sealed record ExtractionConfig
{
    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The name people use; the slug when absent.</summary>
    public string? CompanyDisplay { get; init; }

    /// <summary>IANA name of the company's time zone.</summary>
    public required string Timezone { get; init; }

    /// <summary>Per dataset name.</summary>
    public required IReadOnlyDictionary<string, DatasetExtraction> Datasets { get; init; }
}
