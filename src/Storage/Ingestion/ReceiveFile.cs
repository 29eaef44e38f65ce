namespace DataHound.Storage.Ingestion;

/// <summary>A file on its way into bronze.</summary>
public sealed record ReceiveFile
{
    /// <summary>The source of files that hold replayed quarantined rows. Their rows came before on purpose: such a file is never a duplicate, nor any file a duplicate of it.</summary>
    public const string QuarantineSource = "quarantine";

    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The delivery it comes with.</summary>
    public required string Delivery { get; init; }

    /// <summary>Its name: no path separators, at most 255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Where it came from, such as <c>http</c> or <c>drop-folder</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Most bytes accepted.</summary>
    public required long MaximumBytes { get; init; }
}
