using System.Text;
using DataHound.Domain.Observability;
using DataHound.Storage.Ingestion;
using Storage.Tests.ControlPlane;
using Storage.Tests.DataPlane.Objects;
using TestSupport;

namespace Storage.Tests.Ingestion;

public sealed class ReceivedFilesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_lies_untouched_in_bronze_with_its_receipt_beside_it()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var result = await ReceiveAsync(house, "kept", "day1", "Jobs 2026.csv", "id\n1\n");
        result.Created.ShouldBeTrue();
        await using var content = await house.Objects.OpenReadAsync(result.File.ObjectPath, Token);
        using var reader = new StreamReader(content, Encoding.UTF8);
        (await reader.ReadToEndAsync(Token)).ShouldBe("id\n1\n");
        await using var receipt = await house.Objects.OpenReadAsync($"kept/bronze/delivery=day1/{result.File.Id:N}.json", Token);
        using var receiptReader = new StreamReader(receipt, Encoding.UTF8);
        (await receiptReader.ReadToEndAsync(Token)).ShouldContain(result.File.Sha256);
    }

    [Fact]
    public async Task The_same_bytes_under_the_same_name_are_one_file()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var first = await ReceiveAsync(house, "twice", "day1", "jobs.csv", "same");
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await ReceiveAsync(house, "twice", "day1", "jobs.csv", "same");
        second.Created.ShouldBeFalse();
        second.File.ShouldBe(first.File);
        (await house.Get<IReceivedFiles>().ListNewAsync("twice", Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_received_many_times_at_once_is_one_file()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReceiveAsync(house, "raced", "day1", "jobs.csv", "same")));
        results.Count(result => result.Created).ShouldBe(1);
    }

    [Fact]
    public async Task Other_bytes_under_the_same_name_are_another_file()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        await ReceiveAsync(house, "changed", "day1", "jobs.csv", "one");
        (await ReceiveAsync(house, "changed", "day1", "jobs.csv", "two")).Created.ShouldBeTrue();
        (await house.Get<IReceivedFiles>().ListNewAsync("changed", Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_earlier_file_with_the_same_bytes_is_found()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var first = (await ReceiveAsync(house, "resent", "day1", "jobs.csv", "same")).File;
        var second = (await ReceiveAsync(house, "resent", "day2", "jobs_resent.csv", "same")).File;
        await ReceiveAsync(house, "neighbour", "day1", "jobs.csv", "same");
        var files = house.Get<IReceivedFiles>();
        (await files.FindEarlierAsync(second, Token))!.Id.ShouldBe(first.Id);
        (await files.FindEarlierAsync(first, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Files_order_by_delivery_as_it_arrived_and_by_name()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        foreach (var (delivery, name) in new[] { ("zebra", "b.csv"), ("apple", "c.csv"), ("zebra", "a.csv"), ("zebra", "B.csv"), ("apple", "a.csv") })
            await ReceiveAsync(house, "ordered", delivery, name, delivery + name);
        var files = house.Get<IReceivedFiles>();
        var expected = new[] { "zebra/B.csv", "zebra/a.csv", "zebra/b.csv", "apple/a.csv", "apple/c.csv" };
        (await files.ListNewAsync("ordered", Token)).Select(file => $"{file.Delivery}/{file.Name}").ShouldBe(expected);

        var paged = new List<string>();
        string? cursor = null;
        do
        {
            var page = await files.ListAsync("ordered", 2, cursor, Token);
            paged.AddRange(page.Items.Select(file => $"{file.Delivery}/{file.Name}"));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        paged.ShouldBe(expected);
    }

    [Fact]
    public async Task A_file_over_the_limit_leaves_nothing()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        using var content = new MemoryStream(new byte[101]);
        var error = await Should.ThrowAsync<FileTooLargeException>(() => house.Get<IReceivedFiles>().ReceiveAsync(Request("limited", "day1", "big.csv") with { MaximumBytes = 100 }, content, Token));
        error.MaximumBytes.ShouldBe(100);
        await ShouldHaveNothingAsync(house, "limited");
    }

    [Fact]
    public async Task A_stream_that_breaks_midway_leaves_nothing()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        using var content = new BreakingStream(500_000);
        await Should.ThrowAsync<IOException>(() => house.Get<IReceivedFiles>().ReceiveAsync(Request("broken", "day1", "jobs.csv"), content, Token));
        await ShouldHaveNothingAsync(house, "broken");
    }

    [Theory]
    [InlineData("day1", "../jobs.csv", "file_name_invalid")]
    [InlineData("day1", "a/b.csv", "file_name_invalid")]
    [InlineData("day1", "..", "file_name_invalid")]
    [InlineData("day1", "", "file_name_invalid")]
    [InlineData("day1", "a\0b", "file_name_invalid")]
    [InlineData("", "jobs.csv", "delivery_invalid")]
    [InlineData("../day1", "jobs.csv", "delivery_invalid")]
    [InlineData(".day1", "jobs.csv", "delivery_invalid")]
    public async Task A_name_that_cannot_be_kept_is_explained(string delivery, string name, string code)
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        (await Should.ThrowAsync<UserErrorException>(() => ReceiveAsync(house, "named", delivery, name, "x"))).Error.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(".hidden.csv")]
    [InlineData("Käufer & Söhne (2).csv")]
    [InlineData("a:b*c?.csv")]
    public async Task A_name_of_any_letters_is_kept_as_it_is(string name)
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var result = await ReceiveAsync(house, "letters", "day1", name, name);
        result.File.Name.ShouldBe(name);
        (await house.Objects.FindAsync(result.File.ObjectPath, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_name_of_255_letters_is_kept()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var name = new string('ö', 251) + ".csv";
        (await ReceiveAsync(house, "long", "day1", name, "x")).File.ObjectPath.ShouldEndWith(".csv");
    }

    private static async Task ShouldHaveNothingAsync(StorageHouse house, string company)
    {
        (await house.Get<IReceivedFiles>().ListNewAsync(company, Token)).ShouldBeEmpty();
        await foreach (var item in house.Objects.ListAsync($"{company}/", Token))
            item.ShouldBeNull();
        Directory.GetFiles(Path.Combine(house.Home, "incoming")).ShouldBeEmpty();
    }

    private static ReceiveFile Request(string company, string delivery, string name) => new() { Company = company, Delivery = delivery, Name = name, Source = "test", MaximumBytes = 10_000_000 };

    private static async Task<ReceiveResult> ReceiveAsync(StorageHouse house, string company, string delivery, string name, string content)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return await house.Get<IReceivedFiles>().ReceiveAsync(Request(company, delivery, name), stream, Token);
    }
}
