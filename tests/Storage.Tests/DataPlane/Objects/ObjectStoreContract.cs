using System.Security.Cryptography;
using System.Text;
using DataHound.Domain.Observability;
using DataHound.Storage.DataPlane;

namespace Storage.Tests.DataPlane.Objects;

/// <summary>What every object store must keep.</summary>
public abstract class ObjectStoreContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Whether the long forms of tests are wanted.</summary>
    private static bool IsLong => Environment.GetEnvironmentVariable("DATAHOUND_LONG_TESTS") == "1";

    protected abstract Task<IObjectStore> OpenAsync();

    [Fact]
    public async Task An_object_reads_back_as_written()
    {
        var store = await OpenAsync();
        var stored = await WriteAsync(store, "acme/bronze/a.csv", "id,name\n1,Ann\n");
        stored.Bytes.ShouldBe(14);
        stored.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData("id,name\n1,Ann\n"u8)));
        (await ReadAsync(store, "acme/bronze/a.csv")).ShouldBe("id,name\n1,Ann\n");
        (await store.FindAsync("acme/bronze/a.csv", Token))!.Bytes.ShouldBe(14);
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        var store = await OpenAsync();
        (await WriteAsync(store, "acme/bronze/empty", "")).Bytes.ShouldBe(0);
        (await ReadAsync(store, "acme/bronze/empty")).ShouldBe("");
    }

    [Fact]
    public async Task A_large_object_is_streamed_and_complete()
    {
        var store = await OpenAsync();
        var bytes = new byte[(9 << 20) + 17];
        Random.Shared.NextBytes(bytes);
        using var content = new MemoryStream(bytes);
        var stored = await store.WriteAsync("acme/bronze/large.bin", content, Token);
        stored.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        using var copy = await store.OpenLocalAsync("acme/bronze/large.bin", Token);
        (await File.ReadAllBytesAsync(copy.File, Token)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public async Task A_large_object_passes_in_small_pieces_and_reads_back_the_same()
    {
        const int Largest = 4 << 20;
        var length = IsLong ? 1L << 30 : 48L << 20;
        var store = await OpenAsync();
        await using var content = new PatternStream(length);
        var stored = await store.WriteAsync("acme/bronze/pieces.bin", content, Token);

        stored.Bytes.ShouldBe(length);
        content.LargestRead.ShouldBeLessThanOrEqualTo(Largest);
        await using var read = await store.OpenReadAsync("acme/bronze/pieces.bin", Token);
        Convert.ToHexStringLower(await SHA256.HashDataAsync(read, Token)).ShouldBe(stored.Sha256);
    }

    [Fact]
    public async Task Many_objects_are_listed_completely_and_in_order()
    {
        var count = IsLong ? 100_000 : 300;
        var store = await OpenAsync();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (number, _) => await WriteAsync(store, $"many/gold/{number % 97:D2}/{number:D6}", ""));

        var listed = await ListAsync(store, "many/");

        listed.Count.ShouldBe(count);
        listed.ShouldBe(listed.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_bytes_again_are_no_error()
    {
        var store = await OpenAsync();
        var first = await WriteAsync(store, "acme/gold/same", "same");
        (await WriteAsync(store, "acme/gold/same", "same")).ShouldBe(first);
    }

    [Fact]
    public async Task Other_bytes_under_a_taken_path_are_refused_and_change_nothing()
    {
        var store = await OpenAsync();
        await WriteAsync(store, "acme/gold/taken", "first");
        await Should.ThrowAsync<ObjectConflictException>(() => WriteAsync(store, "acme/gold/taken", "other"));
        (await ReadAsync(store, "acme/gold/taken")).ShouldBe("first");
    }

    [Fact]
    public async Task Of_two_writers_at_once_one_wins_and_the_object_is_whole()
    {
        var store = await OpenAsync();
        var contents = Enumerable.Range(0, 8).Select(number => new string((char)('a' + number), 100_000)).ToList();
        var outcomes = await Task.WhenAll(contents.Select(async content =>
        {
            try
            {
                await WriteAsync(store, "acme/gold/raced", content);
                return content;
            }
            catch (ObjectConflictException)
            {
                return null;
            }
        }));
        var winner = outcomes.OfType<string>().ShouldHaveSingleItem();
        (await ReadAsync(store, "acme/gold/raced")).ShouldBe(winner);
    }

    [Fact]
    public async Task A_stream_that_breaks_leaves_nothing()
    {
        var store = await OpenAsync();
        using var broken = new BreakingStream(300_000);
        await Should.ThrowAsync<IOException>(() => store.WriteAsync("acme/bronze/broken", broken, Token));
        (await store.FindAsync("acme/bronze/broken", Token)).ShouldBeNull();
        (await ListAsync(store, "acme/bronze/broken")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_local_file_is_published()
    {
        var store = await OpenAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "from a file", Token);
        var stored = await store.PublishFileAsync("acme/silver/file", file, Token);
        File.Delete(file);
        stored.Bytes.ShouldBe(11);
        (await ReadAsync(store, "acme/silver/file")).ShouldBe("from a file");
    }

    [Fact]
    public async Task What_is_not_there_is_told()
    {
        var store = await OpenAsync();
        (await store.FindAsync("acme/gold/nothing", Token)).ShouldBeNull();
        await Should.ThrowAsync<ObjectNotFoundException>(() => store.OpenReadAsync("acme/gold/nothing", Token));
        await Should.ThrowAsync<ObjectNotFoundException>(() => store.OpenLocalAsync("acme/gold/nothing", Token));
        await store.DeleteAsync("acme/gold/nothing", Token);
    }

    [Fact]
    public async Task A_deleted_object_is_gone()
    {
        var store = await OpenAsync();
        await WriteAsync(store, "acme/gold/deleted", "x");
        await store.DeleteAsync("acme/gold/deleted", Token);
        (await store.FindAsync("acme/gold/deleted", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Objects_are_listed_by_prefix_in_path_order()
    {
        var store = await OpenAsync();
        foreach (var path in new[] { "listed/gold/b", "listed/gold/a/2", "listed/gold/a/1", "listed/silver/c", "listed2/gold/d" })
            await WriteAsync(store, path, path);
        (await ListAsync(store, "listed/gold/")).ShouldBe(["listed/gold/a/1", "listed/gold/a/2", "listed/gold/b"]);
        (await ListAsync(store, "listed/gold/a")).ShouldBe(["listed/gold/a/1", "listed/gold/a/2"]);
        (await ListAsync(store, "listed/")).ShouldBe(["listed/gold/a/1", "listed/gold/a/2", "listed/gold/b", "listed/silver/c"]);
        (await ListAsync(store, "nowhere/")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("acme/../other/secret")]
    [InlineData("acme//gold")]
    [InlineData("acme/.hidden")]
    [InlineData("acme\\gold")]
    [InlineData("acme/a\0b")]
    [InlineData("acme/line\nbreak")]
    public async Task A_path_that_could_leave_the_store_is_refused(string path)
    {
        var store = await OpenAsync();
        var error = await Should.ThrowAsync<UserErrorException>(() => WriteAsync(store, path, "x"));
        error.Error.Code.ShouldBe("object_path_invalid");
    }

    [Fact]
    public async Task The_store_answers()
    {
        var store = await OpenAsync();
        await store.CheckAsync(Token);
    }

    protected static async Task<StoredObject> WriteAsync(IObjectStore store, string path, string content)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return await store.WriteAsync(path, stream, Token);
    }

    protected static async Task<string> ReadAsync(IObjectStore store, string path)
    {
        await using var stream = await store.OpenReadAsync(path, Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Token);
    }

    private static async Task<List<string>> ListAsync(IObjectStore store, string prefix)
    {
        var paths = new List<string>();
        await foreach (var item in store.ListAsync(prefix, Token))
            paths.Add(item.Path);
        return paths;
    }
}
