using System.Text;
using System.Text.Json.Nodes;

namespace Fakes;

/// <summary>A request that a fake endpoint was sent.</summary>
public sealed record ReceivedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();
}
