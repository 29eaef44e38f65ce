using Azure.Storage.Blobs;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;

namespace Storage.Tests.DataPlane.Objects;

public sealed class BlobObjectStoreTests(AzuriteFixture azurite) : ObjectStoreContract, IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly string _downloads = Path.Combine(Path.GetTempPath(), $"downloads-{Guid.NewGuid():N}");
    private readonly string _container = $"c{Guid.NewGuid():N}";

    [Fact]
    public async Task A_local_copy_goes_away_with_its_reader()
    {
        var store = await OpenAsync();
        await WriteAsync(store, "acme/gold/copied", "x");
        using (await store.OpenLocalAsync("acme/gold/copied", Token))
            Directory.GetFiles(_downloads).Length.ShouldBe(1);
        Directory.GetFiles(_downloads).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_checksum_is_known_without_reading()
    {
        var store = await OpenAsync();
        var stored = await WriteAsync(store, "acme/gold/known", "x");
        (await store.FindAsync("acme/gold/known", Token)).ShouldBe(stored);
    }

    public void Dispose()
    {
        if (Directory.Exists(_downloads))
            Directory.Delete(_downloads, recursive: true);
    }

    protected override async Task<IObjectStore> OpenAsync()
    {
        var store = new BlobObjectStore(new BlobContainerClient(azurite.ConnectionString, _container), _downloads);
        await store.CreateContainerAsync(Token);
        return store;
    }
}
