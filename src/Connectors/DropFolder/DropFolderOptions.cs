namespace DataHound.Connectors.DropFolder;

/// <summary>Settings of the drop folder, section <c>DataHound:DropFolder</c>.</summary>
public sealed record DropFolderOptions
{
    /// <summary>The folder that holds <c>company/delivery/file</c>. No default: without it nothing is polled.</summary>
    public string? Path { get; init; }

    /// <summary>How long a file must have been left alone before it counts as complete. Default 30 seconds.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(30);
}
