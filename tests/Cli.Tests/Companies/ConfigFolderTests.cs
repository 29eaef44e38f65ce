using System.Text.Json.Nodes;
using DataHound.Cli.Companies;
using DataHound.Cli.Tests.Fakes;

namespace DataHound.Cli.Tests.Companies;

public sealed class ConfigFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_company_comes_first()
    {
        _folder.Write("events.json", "{}");
        _folder.Write("extraction.json", "{}");
        _folder.Write("company.json", """{"slug": "cedar-air"}""");

        Read().Select(document => document.Kind).ShouldBe(["company", "extraction", "events"]);
    }

    [Fact]
    public void The_layout_of_the_repository_is_read_too()
    {
        _folder.Write("companies/cedar-air.json", "{}");
        _folder.Write("extraction/cedar-air.json", "{}");
        _folder.Write("extraction/other.json", "{}");

        Read().Select(document => document.Kind).ShouldBe(["company", "extraction"]);
    }

    [Fact]
    public void Kind_and_version_are_filled_in_and_nothing_else_is_touched()
    {
        _folder.Write("events.json", """{"canceled_jobs": {"months": 12}}""");

        var document = JsonNode.Parse(Read().Single().Json)!;

        document["kind"]!.GetValue<string>().ShouldBe("events");
        document["schema_version"]!.GetValue<int>().ShouldBe(1);
        document["canceled_jobs"]!["months"]!.GetValue<int>().ShouldBe(12);
    }

    [Fact]
    public void The_name_of_the_command_line_wins_and_the_user_is_told()
    {
        _folder.Write("extraction.json", """{"company": "barton-creek"}""");

        var document = Read().Single();

        JsonNode.Parse(document.Json)!["company"]!.GetValue<string>().ShouldBe("cedar-air");
        document.Notes.Single().ShouldContain("barton-creek");
    }

    [Fact]
    public void An_empty_folder_is_an_error() => Should.Throw<ExplainedException>(Read).Code.ShouldBe("config_missing");

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"a": 1, "a": 2}""")]
    public void A_file_that_is_no_object_is_an_error_that_names_it(string content)
    {
        _folder.Write("events.json", content);

        Should.Throw<ExplainedException>(Read).Message.ShouldContain("events.json");
    }

    private IReadOnlyList<ConfigDocument> Read() => ConfigFolder.Read(_folder.Path, "cedar-air");
}
