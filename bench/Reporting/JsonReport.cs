using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataHound.Bench.Reporting;

/// <summary>Writes reports as JSON for programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IReadOnlyList<ScenarioReport> reports, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(reports, Shape) + "\n");
    }
}
