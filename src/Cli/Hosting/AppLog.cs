namespace DataHound.Cli.Hosting;

/// <summary>Finds in the app's log why it did not start: the lines `error code: cause` and `next: step`.</summary>
internal static class AppLog
{
    private const string ErrorStart = "error ";
    private const string NextStart = "next: ";

    public static ExplainedException Explain(string logFile, int exitCode)
    {
        var lines = Lines(logFile);
        var index = lines.FindLastIndex(line => line.StartsWith(ErrorStart, StringComparison.Ordinal) && line.Contains(": ", StringComparison.Ordinal));
        if (index < 0)
        {
            return new ExplainedException("app_ended", $"The app ended with exit code {exitCode} before it was ready.", $"See its log: {logFile}");
        }

        var colon = lines[index].IndexOf(": ", StringComparison.Ordinal);
        var next = lines.Skip(index).FirstOrDefault(line => line.StartsWith(NextStart, StringComparison.Ordinal));
        return new ExplainedException(lines[index][ErrorStart.Length..colon], lines[index][(colon + 2)..], next?[NextStart.Length..] ?? $"See its log: {logFile}");
    }

    /// <summary>For an app that was ready and ended by itself.</summary>
    public static ExplainedException ExplainEnd(string logFile, int exitCode) =>
        new("app_ended", $"The app ended by itself (exit code {exitCode}).", $"Run the same command again: it goes on where it stopped. The app's log: {logFile}");

    private static List<string> Lines(string logFile)
    {
        try
        {
            return File.Exists(logFile) ? [.. File.ReadAllLines(logFile)] : [];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
