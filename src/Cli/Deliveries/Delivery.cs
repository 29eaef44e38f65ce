namespace DataHound.Cli.Deliveries;

/// <summary>One delivery of a company: a folder of files that belong together, and the instant its run stands for.</summary>
internal sealed record Delivery
{
    /// <summary>The delivery's number, from 1 in the order of the runs.</summary>
    public required int Day { get; init; }

    /// <summary>The name of its folder inside the input folder; also the delivery's name in the API.</summary>
    public required string Folder { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Absolute paths of its files, in file-name order.</summary>
    public required IReadOnlyList<string> Files { get; init; }
}
