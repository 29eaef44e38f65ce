using System.Text.Json.Nodes;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ConfigPlane.Layers;

namespace Storage.Tests.ConfigPlane.Layers;

public sealed class EnvironmentLayerTests
{
    [Theory]
    [InlineData("6", "6")]
    [InlineData("true", "true")]
    [InlineData("[\"MP\", \"HVAC\"]", "[\"MP\",\"HVAC\"]")]
    [InlineData("quintile", "\"quintile\"")]
    [InlineData("\"6\"", "\"6\"")]
    public void A_value_that_is_json_is_json_and_others_are_text(string text, string expected) =>
        Layer(("DATAHOUND_CONFIG__EVENTS__BARTON_CREEK__RFM__MODE", text)).Find(ConfigKinds.Events, "barton-creek")!.Body["rfm"]!["mode"]!.ToJsonString().ShouldBe(expected);

    [Fact]
    public void Variables_of_one_document_make_one_layer()
    {
        var layer = Layer(("DATAHOUND_CONFIG__EVENTS__ACME__A__B", "1"), ("DATAHOUND_CONFIG__EVENTS__ACME__A__C", "2"), ("DATAHOUND_CONFIG__EVENTS__RIVAL__A__B", "3"), ("PATH", "/bin"));
        JsonNode.DeepEquals(layer.Find(ConfigKinds.Events, "acme")!.Body, JsonNode.Parse("""{"a": {"b": 1, "c": 2}}""")).ShouldBeTrue();
    }

    [Fact]
    public void A_kind_with_one_document_has_no_name_in_its_variables()
    {
        var layer = Layer(("DATAHOUND_CONFIG__EVENT_DEFAULTS__CANCELED_JOBS__MONTHS", "6"), ("DATAHOUND_CONFIG__GLOBAL__UPLOAD_LIMIT_BYTES", "7"));
        layer.Find(ConfigKinds.EventDefaults, ConfigKinds.OnlyName)!.Body["canceled_jobs"]!["months"]!.GetValue<int>().ShouldBe(6);
        layer.Find(ConfigKinds.Global, ConfigKinds.OnlyName)!.Origin.ShouldBe("DATAHOUND_CONFIG__GLOBAL__UPLOAD_LIMIT_BYTES");
        layer.Find(ConfigKinds.Features, ConfigKinds.OnlyName).ShouldBeNull();
    }

    [Fact]
    public void Variables_that_name_no_document_are_told() =>
        Layer(("DATAHOUND_CONFIG__EVENT__ACME__A", "1"), ("DATAHOUND_CONFIG__GLOBAL", "1"), ("DATAHOUND_CONFIG__GLOBAL__A", "1")).Unknown()
            .ShouldBe(["DATAHOUND_CONFIG__EVENT__ACME__A", "DATAHOUND_CONFIG__GLOBAL"]);

    private static EnvironmentLayer Layer(params (string Name, string Value)[] variables) => new(variables.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value)));
}
