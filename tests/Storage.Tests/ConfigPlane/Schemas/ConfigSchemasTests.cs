using System.Text.Json.Nodes;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ConfigPlane.Schemas;
using DataHound.Storage.ControlPlane.Sql;

namespace Storage.Tests.ConfigPlane.Schemas;

public sealed class ConfigSchemasTests
{
    public static TheoryData<string> Kinds => [.. ConfigKinds.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_schema_file_that_editors_use_is_the_generated_one(string kind)
    {
        var file = Path.Combine(ConfigFolder.Repository(), "schemas", $"{kind}.schema.json");
        var generated = ConfigSchemas.Of(kind).ToJsonString(ControlJson.Readable) + "\n";
        if (Environment.GetEnvironmentVariable("DATAHOUND_WRITE_SCHEMAS") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, generated, TestContext.Current.CancellationToken);
        }

        File.Exists(file).ShouldBeTrue("write it with DATAHOUND_WRITE_SCHEMAS=1 ./test --filter ConfigSchemas");
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(generated, "renew it with DATAHOUND_WRITE_SCHEMAS=1 ./test --filter ConfigSchemas");
    }

    [Fact]
    public void A_schema_knows_the_fields_their_meaning_and_the_reference_to_a_secret()
    {
        var extraction = ConfigSchemas.Of(ConfigKinds.Extraction);
        extraction["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["company", "timezone", "datasets"], ignoreOrder: true);
        extraction["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        var timezone = extraction["properties"]!["timezone"]!;
        timezone["description"]!.GetValue<string>().ShouldBe("IANA name of the company's time zone.");
        timezone["anyOf"]!.AsArray().Count.ShouldBe(2);
        ((JsonObject)extraction["properties"]!).ContainsKey("$schema").ShouldBeTrue();
    }

    [Fact]
    public void The_repository_s_documents_name_their_schemas()
    {
        foreach (var file in Directory.EnumerateFiles(ConfigFolder.Repository(), "*.json", SearchOption.AllDirectories).Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal)))
        {
            var document = (JsonObject)JsonNode.Parse(File.ReadAllText(file))!;
            var schema = document["$schema"].ShouldNotBeNull(file).GetValue<string>();
            File.Exists(Path.Combine(Path.GetDirectoryName(file)!, schema)).ShouldBeTrue(file);
            schema.ShouldEndWith($"{document["kind"]!.GetValue<string>()}.schema.json");
        }
    }
}
