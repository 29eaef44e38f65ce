using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;

namespace Storage.Tests.DataPlane.Objects;

public sealed class FolderObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"objects-{Guid.NewGuid():N}");

    [Fact]
    public async Task Nothing_temporary_is_left_behind()
    {
        var store = await OpenAsync();
        await WriteAsync(store, "acme/gold/a", "x");
        await Should.ThrowAsync<ObjectConflictException>(() => WriteAsync(store, "acme/gold/a", "y"));
        using var broken = new BreakingStream(1000);
        await Should.ThrowAsync<IOException>(() => store.WriteAsync("acme/gold/b", broken, Token));
        Directory.GetFiles(Path.Combine(_folder, ".staging")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_writer_left_is_removed_and_never_listed()
    {
        var store = new FolderObjectStore(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, ".staging", "abandoned"), "half", Token);
        var listed = new List<StoredObject>();
        await foreach (var item in store.ListAsync("", Token))
            listed.Add(item);
        listed.ShouldBeEmpty();
        store.RemoveAbandoned(DateTimeOffset.UtcNow.AddHours(-1)).ShouldBe(0);
        store.RemoveAbandoned(DateTimeOffset.UtcNow.AddHours(1)).ShouldBe(1);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    protected override Task<IObjectStore> OpenAsync() => Task.FromResult<IObjectStore>(new FolderObjectStore(_folder));
}
