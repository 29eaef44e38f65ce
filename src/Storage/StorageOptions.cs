using Microsoft.Extensions.Configuration;

namespace DataHound.Storage;

/// <summary>Where state lives. Read once at the start; every problem is told in one message.</summary>
public sealed record StorageOptions
{
    /// <summary>The value of <see cref="ObjectStore"/> for a local folder.</summary>
    public const string Folder = "folder";

    /// <summary>The value of <see cref="ObjectStore"/> for Azure blobs.</summary>
    public const string Azure = "azure";

    /// <summary>Connection string of the control plane; setting <c>ConnectionStrings:Postgres</c>.</summary>
    public required string PostgresConnectionString { get; init; }

    /// <summary>Absolute path of the folder for local data; setting <c>DataHound:Home</c>, default <c>.datahound</c> in the current folder.</summary>
    public required string Home { get; init; }

    /// <summary><c>folder</c> (the default: <c>objects</c> under <see cref="Home"/>) or <c>azure</c>; setting <c>DataHound:ObjectStore</c>.</summary>
    public required string ObjectStore { get; init; }

    /// <summary>Connection string of the storage account, which may carry a shared access signature; setting <c>ConnectionStrings:Blobs</c>.</summary>
    public string? BlobConnectionString { get; init; }

    /// <summary>Address of the blob service, for a managed identity or with a shared access signature in its query; setting <c>DataHound:BlobServiceUri</c>.</summary>
    public Uri? BlobServiceUri { get; init; }

    /// <summary>Container that holds the objects; setting <c>DataHound:BlobContainer</c>, default <c>datahound</c>.</summary>
    public required string BlobContainer { get; init; }

    /// <summary>Folder whose config files are loaded at the start; setting <c>DataHound:ConfigFolder</c>, null for none.</summary>
    public string? ConfigFolder { get; init; }

    /// <summary>Memory for the table engine, such as <c>512MB</c>; setting <c>DataHound:Tables:MemoryLimit</c>.</summary>
    public required string TableMemoryLimit { get; init; }

    /// <summary>Threads for the table engine; setting <c>DataHound:Tables:Threads</c>, default one per processor.</summary>
    public int? TableThreads { get; init; }

    /// <summary>Where libduckdb lies; setting <c>DataHound:Tables:LibraryPath</c>, default the usual places.</summary>
    public string? TableLibraryPath { get; init; }

    /// <summary>The folder store's folder.</summary>
    public string ObjectsFolder => Path.Combine(Home, "objects");

    /// <summary>Folder for files on their way in.</summary>
    public string IncomingFolder => Path.Combine(Home, "incoming");

    /// <summary>Folder for local copies of objects that lie elsewhere.</summary>
    public string DownloadsFolder => Path.Combine(Home, "downloads");

    /// <summary>Folder in which table engines have their working folders.</summary>
    public string WorkFolder => Path.Combine(Home, "work");

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">Settings are missing or wrong; the message names each.</exception>
    public static StorageOptions Read(IConfiguration configuration)
    {
        var serviceUri = configuration["DataHound:BlobServiceUri"];
        var options = new StorageOptions
        {
            PostgresConnectionString = configuration.GetConnectionString("Postgres") ?? "",
            Home = Path.GetFullPath(configuration["DataHound:Home"] is { Length: > 0 } home ? home : ".datahound"),
            ObjectStore = configuration["DataHound:ObjectStore"] is { Length: > 0 } kind ? kind : Folder,
            BlobConnectionString = configuration.GetConnectionString("Blobs"),
            BlobServiceUri = Uri.TryCreate(serviceUri, UriKind.Absolute, out var uri) ? uri : null,
            BlobContainer = configuration["DataHound:BlobContainer"] is { Length: > 0 } container ? container : "datahound",
            ConfigFolder = configuration["DataHound:ConfigFolder"] is { Length: > 0 } config ? Path.GetFullPath(config) : null,
            TableMemoryLimit = configuration["DataHound:Tables:MemoryLimit"] is { Length: > 0 } memory ? memory : "512MB",
            TableThreads = configuration.GetValue<int?>("DataHound:Tables:Threads"),
            TableLibraryPath = configuration["DataHound:Tables:LibraryPath"],
        };
        var problems = options.Problems(serviceUri).ToList();
        return problems.Count == 0 ? options : throw new InvalidOperationException($"Storage cannot start: {string.Join("; ", problems)}.");
    }

    private IEnumerable<string> Problems(string? serviceUri)
    {
        if (string.IsNullOrWhiteSpace(PostgresConnectionString))
            yield return "ConnectionStrings:Postgres is missing";
        if (ObjectStore is not (Folder or Azure))
            yield return $"DataHound:ObjectStore is '{ObjectStore}'; use folder or azure";
        if (serviceUri is { Length: > 0 } && BlobServiceUri is null)
            yield return "DataHound:BlobServiceUri is not an absolute address";
        if (ObjectStore is Azure && string.IsNullOrWhiteSpace(BlobConnectionString) && BlobServiceUri is null)
            yield return "DataHound:ObjectStore is azure, which needs ConnectionStrings:Blobs or DataHound:BlobServiceUri";
        if (TableThreads is < 1)
            yield return "DataHound:Tables:Threads is less than 1";
    }
}
