using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace DataHound.Storage.DataPlane.Objects;

/// <summary>Opens the container that the settings name, with patience for a service that is busy.</summary>
internal static class BlobContainers
{
    /// <summary>By connection string, by a shared access signature in the address, or by the app's managed identity.</summary>
    public static BlobContainerClient Open(StorageOptions options)
    {
        var client = ClientOptions();
        if (!string.IsNullOrWhiteSpace(options.BlobConnectionString))
            return new BlobContainerClient(options.BlobConnectionString, options.BlobContainer, client);
        var address = new BlobUriBuilder(options.BlobServiceUri!) { BlobContainerName = options.BlobContainer };
        return address.Sas is null
            ? new BlobContainerClient(address.ToUri(), new DefaultAzureCredential(), client)
            : new BlobContainerClient(address.ToUri(), client);
    }

    /// <summary>How often, and how patiently, a request is made again that was refused (429, 503) or whose answer got lost; <c>Retry-After</c> is honoured.</summary>
    public static BlobClientOptions ClientOptions() => new()
    {
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 6,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(10),
            NetworkTimeout = TimeSpan.FromSeconds(100),
        },
    };
}
