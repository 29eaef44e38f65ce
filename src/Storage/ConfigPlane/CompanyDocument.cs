namespace DataHound.Storage.ConfigPlane;

/// <summary>The config document of kind <c>company</c>.</summary>
public sealed record CompanyDocument
{
    /// <summary>The stable name in ids, paths and URLs.</summary>
    public required string Slug { get; init; }

    /// <summary>The name people use.</summary>
    public required string DisplayName { get; init; }

    /// <summary>IANA name of the company's time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The pipelines that are run for it when a run names no company; empty for all.</summary>
    public IReadOnlyList<string> Pipelines { get; init; } = [];
}
