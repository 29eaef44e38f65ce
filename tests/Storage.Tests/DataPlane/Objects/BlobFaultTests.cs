using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;

namespace Storage.Tests.DataPlane.Objects;

/// <summary>The blob store over a way that fails, with the retries that the app uses.</summary>
public sealed class BlobFaultTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly string _downloads = Path.Combine(Path.GetTempPath(), $"downloads-{Guid.NewGuid():N}");
    private readonly string _container = $"c{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(TransportFault.Busy))]
    [InlineData(nameof(TransportFault.AnswerLost))]
    public async Task Every_operation_survives_that_each_first_request_fails(string fault)
    {
        var kind = Enum.Parse<TransportFault>(fault);
        using var transport = new FaultyTransport((number, _) => number % 2 == 1 ? kind : TransportFault.None);
        var store = Open(transport);
        await store.CreateContainerAsync(Token);

        var stored = await WriteAsync(store, "acme/gold/a", "one");
        (await WriteAsync(store, "acme/gold/a", "one")).ShouldBe(stored);
        await WriteAsync(store, "acme/gold/b", "two");
        (await store.FindAsync("acme/gold/a", Token)).ShouldBe(stored);
        await Should.ThrowAsync<ObjectConflictException>(() => WriteAsync(store, "acme/gold/a", "other"));
        using (var copy = await store.OpenLocalAsync("acme/gold/a", Token))
            (await File.ReadAllTextAsync(copy.File, Token)).ShouldBe("one");
        (await ListAsync(store)).ShouldBe(["acme/gold/a", "acme/gold/b"]);
        await store.DeleteAsync("acme/gold/a", Token);
        (await ListAsync(store)).ShouldBe(["acme/gold/b"]);
    }

    [Fact]
    public async Task A_write_whose_answer_got_lost_recognises_its_own_success()
    {
        var lost = 0;
        using var transport = new FaultyTransport((_, request) =>
            request.Method == HttpMethod.Put && request.RequestUri!.Query.Contains("comp=blocklist", StringComparison.Ordinal) && lost++ == 0 ? TransportFault.AnswerLost : TransportFault.None);
        var store = Open(transport);
        await store.CreateContainerAsync(Token);

        var stored = await WriteAsync(store, "acme/gold/once", "mine");

        lost.ShouldBe(2, "the second try is refused because the first one had its effect");
        (await store.FindAsync("acme/gold/once", Token)).ShouldBe(stored);
    }

    [Fact]
    public async Task A_throttled_request_is_made_again()
    {
        using var transport = new FaultyTransport((number, _) => number == 2 ? TransportFault.Throttled : TransportFault.None);
        var store = Open(transport);
        await store.CreateContainerAsync(Token);

        await WriteAsync(store, "acme/gold/throttled", "x");

        transport.Requests.ShouldBe(4, "the container, a block that was refused, the block, the list of blocks");
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_told_and_nothing_is_visible()
    {
        var isBusy = false;
        using var transport = new FaultyTransport((_, request) => isBusy && request.Method == HttpMethod.Put ? TransportFault.Busy : TransportFault.None);
        var store = Open(transport);
        await store.CreateContainerAsync(Token);
        isBusy = true;

        (await Should.ThrowAsync<RequestFailedException>(() => WriteAsync(store, "acme/gold/busy", "x"))).Status.ShouldBe(503);

        (await ListAsync(store)).ShouldBeEmpty();
        isBusy = false;
        await WriteAsync(store, "acme/gold/busy", "x");
    }

    public void Dispose()
    {
        if (Directory.Exists(_downloads))
            Directory.Delete(_downloads, recursive: true);
    }

    private BlobObjectStore Open(FaultyTransport transport)
    {
        var options = BlobContainers.ClientOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(10);
        options.Transport = new HttpClientTransport(new HttpClient(transport, disposeHandler: false));
        return new BlobObjectStore(new BlobContainerClient(azurite.ConnectionString, _container, options), _downloads);
    }

    private static async Task<StoredObject> WriteAsync(BlobObjectStore store, string path, string content)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
        return await store.WriteAsync(path, stream, Token);
    }

    private static async Task<List<string>> ListAsync(BlobObjectStore store)
    {
        var paths = new List<string>();
        await foreach (var item in store.ListAsync("acme/", Token))
            paths.Add(item.Path);
        return paths;
    }
}
