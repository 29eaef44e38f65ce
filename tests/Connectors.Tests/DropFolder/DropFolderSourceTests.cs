using DataHound.Connectors.DropFolder;

namespace DataHound.Connectors.Tests.DropFolder;

public sealed class DropFolderSourceTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("drop folder ").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Files_are_offered_by_company_delivery_and_name()
    {
        Drop("zeta", "day1", "b.csv");
        Drop("acme", "day2", "a.csv");
        Drop("acme", "day1", "c.csv");
        Drop("acme", "day1", "a.csv");

        var offered = await Source().ListAsync(default).Select(file => $"{file.Company}/{file.Delivery}/{file.Name}").ToListAsync();

        offered.ShouldBe(["acme/day1/a.csv", "acme/day1/c.csv", "acme/day2/a.csv", "zeta/day1/b.csv"]);
    }

    [Fact]
    public async Task A_file_that_was_just_written_is_left_for_the_next_look()
    {
        Drop("acme", "day1", "a.csv", age: TimeSpan.Zero);

        (await Source().ListAsync(default).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_acknowledged_file_is_not_offered_again_and_not_lost()
    {
        Drop("acme", "day1", "a.csv");
        var source = Source();
        var file = (await source.ListAsync(default).ToListAsync()).Single();

        await source.AcknowledgeAsync(file, default);
        await source.AcknowledgeAsync(file, default);

        (await source.ListAsync(default).ToListAsync()).ShouldBeEmpty();
        File.ReadAllText(Path.Combine(_root, ".received", "acme", "day1", "a.csv")).ShouldBe("content of a.csv");
    }

    [Fact]
    public async Task Without_a_path_there_is_nothing_to_offer() =>
        (await new DropFolderSource(new DropFolderOptions(), TimeProvider.System).ListAsync(default).ToListAsync()).ShouldBeEmpty();

    private DropFolderSource Source() => new(new DropFolderOptions { Path = _root }, TimeProvider.System);

    private void Drop(string company, string delivery, string name, TimeSpan? age = null)
    {
        var path = Path.Combine(_root, company, delivery, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"content of {name}");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - (age ?? TimeSpan.FromHours(1)));
    }
}
