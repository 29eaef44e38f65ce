using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataHound.Cli.Summaries;

/// <summary>Writes the summary as JSON. Whoever reads the file finds the old one or the whole new one, never a part.</summary>
internal static class SummaryFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(RunSummary summary, string file, CancellationToken cancellationToken)
    {
        var temporary = $"{file}.{Environment.ProcessId}.new";
        try
        {
            await File.WriteAllTextAsync(temporary, JsonSerializer.Serialize(summary, Options) + "\n", cancellationToken).ConfigureAwait(false);
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExplainedException("summary_not_written", $"{file} cannot be written: {error.Message}", "Name another file by --json.");
        }
    }
}
