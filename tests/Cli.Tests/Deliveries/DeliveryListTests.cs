using DataHound.Cli.Deliveries;
using DataHound.Cli.Tests.Fakes;

namespace DataHound.Cli.Tests.Deliveries;

public sealed class DeliveryListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DeliveryListTests()
    {
        _folder.Write("day1/b.csv", "b");
        _folder.Write("day1/a.csv", "a");
        _folder.Write("day1/.hidden", "h");
        _folder.Write("day2/c.csv", "c");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Deliveries_come_in_the_order_of_their_instants_with_their_files_in_name_order()
    {
        Write("""[{"day": 2, "folder": "day2", "as_of": "2025-06-27T20:00:00-05:00"}, {"day": 1, "folder": "day1", "as_of": "2025-06-24T20:00:00-05:00"}]""");

        var deliveries = DeliveryList.Read(_folder.Path);

        deliveries.Select(delivery => delivery.Folder).ShouldBe(["day1", "day2"]);
        deliveries[0].Files.Select(Path.GetFileName).ShouldBe(["a.csv", "b.csv"]);
        deliveries[0].AsOf.ShouldBe(new DateTimeOffset(2025, 6, 24, 20, 0, 0, TimeSpan.FromHours(-5)));
    }

    [Fact]
    public void A_missing_file_is_an_error_with_an_example() =>
        Should.Throw<ExplainedException>(() => DeliveryList.Read(_folder.Path)).NextStep.ShouldContain("as_of");

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("[{]", "is not JSON")]
    [InlineData("{}", "$")]
    [InlineData("[]", "names no delivery")]
    [InlineData("[1]", "$[0]")]
    [InlineData("""[{"as_of": "2025-06-24T20:00:00-05:00"}]""", "$[0].folder")]
    [InlineData("""[{"folder": "day1"}]""", "$[0].as_of")]
    [InlineData("""[{"folder": "day1", "as_of": "2025-06-24"}]""", "$[0].as_of")]
    [InlineData("""[{"folder": "day1", "as_of": "2025-06-24T20:00:00"}]""", "$[0].as_of")]
    [InlineData("""[{"folder": "day1", "as_of": "tomorrow"}]""", "$[0].as_of")]
    [InlineData("""[{"folder": "day9", "as_of": "2025-06-24T20:00:00Z"}]""", "$[0].folder")]
    [InlineData("""[{"folder": "../x", "as_of": "2025-06-24T20:00:00Z"}]""", "$[0].folder")]
    [InlineData("""[{"folder": "day1", "as_of": "2025-06-24T20:00:00Z", "surprise": 1}]""", "$[0].surprise")]
    [InlineData("""[{"day": "one", "folder": "day1", "as_of": "2025-06-24T20:00:00Z"}]""", "$[0].day")]
    [InlineData("""[{"folder": "day1", "as_of": "2025-06-24T20:00:00Z"}, {"folder": "day2", "as_of": "2025-06-24T20:00:00Z"}]""", "same as_of")]
    [InlineData("""[{"folder": "day1", "as_of": "2025-06-24T20:00:00Z"}, {"folder": "day1", "as_of": "2025-06-25T20:00:00Z"}]""", "folder twice")]
    public void A_wrong_file_is_one_error_that_names_file_and_place(string content, string place)
    {
        Write(content);

        var error = Should.Throw<ExplainedException>(() => DeliveryList.Read(_folder.Path));

        error.Code.ShouldBe("deliveries_invalid");
        error.Message.ShouldContain("deliveries.json");
        error.Message.ShouldContain(place);
    }

    private void Write(string content) => _folder.Write("deliveries.json", content);
}
