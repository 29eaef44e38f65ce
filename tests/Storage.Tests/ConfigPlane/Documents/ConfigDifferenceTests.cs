using System.Text.Json.Nodes;
using DataHound.Storage.ConfigPlane.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace Storage.Tests.ConfigPlane.Documents;

public sealed class ConfigDifferenceTests
{
    [Fact]
    public void Added_removed_and_changed_values_are_told_with_their_paths()
    {
        var changes = ConfigDifference.Between(
            Parse("""{"a": 1, "b": {"c": "x", "gone": null}, "list": [1, 2], "same": true}"""),
            Parse("""{"a": 1, "b": {"c": "y", "Job #": 2}, "list": [2, 1], "same": true}"""));
        changes.Select(change => (change.Path, change.Kind, change.Before?.ToJsonString(), change.After?.ToJsonString())).ShouldBe(
        [
            ("$.b.c", ConfigChangeKind.Changed, "\"x\"", "\"y\""),
            ("$.b.gone", ConfigChangeKind.Removed, null, null),
            ("$.b['Job #']", ConfigChangeKind.Added, null, "2"),
            ("$.list", ConfigChangeKind.Changed, "[1,2]", "[2,1]"),
        ]);
    }

    [Fact]
    public void Documents_differ_when_and_only_when_there_is_a_difference() => Prop.ForAll(Documents(), Documents(), (before, after) =>
        ConfigDifference.Between(Parse(before), Parse(after)).Count == 0 == JsonNode.DeepEquals(Parse(before), Parse(after))).QuickCheckThrowOnFailure();

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static Arbitrary<string> Documents()
    {
        var leaf = Gen.Elements("1", "2", "\"x\"", "null", "[1]");
        Gen<string> Node(int depth) => depth == 0 ? leaf : Gen.OneOf(leaf, Fields(depth - 1));
        Gen<string> Fields(int depth) =>
            from names in Gen.SubListOf("a", "b", "c")
            from values in Gen.ListOf(Node(depth), names.Count)
            select "{" + string.Join(",", names.Zip(values, (name, value) => $"\"{name}\":{value}")) + "}";
        return Fields(2).ToArbitrary();
    }
}
