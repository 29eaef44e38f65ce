using System.IO.Compression;
using System.Text.Json.Nodes;

namespace TestSupport;

/// <summary>Reads the json lines of expected results.</summary>
public static class JsonLines
{
    /// <summary>The rows of <c>path.jsonl</c>, or of <c>path.jsonl.gz</c> where only that is there.</summary>
    public static IEnumerable<JsonObject> Read(string path)
    {
        var plain = $"{path}.jsonl";
        using Stream bytes = File.Exists(plain) ? File.OpenRead(plain) : new GZipStream(File.OpenRead($"{plain}.gz"), CompressionMode.Decompress);
        using var lines = new StreamReader(bytes);
        while (lines.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return JsonNode.Parse(line)!.AsObject();
        }
    }
}
