namespace TestReport;

/// <summary>Prints what ./test says: a line for each project, then the skipped and failed tests, then the sum.</summary>
internal sealed class Report(TextWriter output)
{
    private const string CrashFileEnding = ".crashed";

    /// <summary>Prints one project's line. A project that ended without results, or badly though no test failed, is marked as crashed.</summary>
    public int Project(string file, string exitCode)
    {
        var project = Path.GetFileNameWithoutExtension(file);
        var log = Path.ChangeExtension(file, ".log");
        var results = ResultFile.Read(file);
        var ended = exitCode is "0" ? "without results" : $"with exit code {exitCode}";
        if ((results is null || results.Results.Count is 0) && exitCode is "0" && SaysThatNoTestRan(log))
        {
            output.WriteLine($"{project,-24} no test to run");
            return 0;
        }

        var crashed = results is null || (results.Failed is 0 && exitCode is not "0");
        if (results is not null) output.WriteLine($"{project,-24} {Sum(results.Passed, results.Failed, results.Skipped)}");
        if (!crashed) return 0;
        var cause = exitCode is "124" or "137" ? "took too long and was ended" : $"ended {ended} before all tests were done";
        output.WriteLine($"{project,-24} FAILED: the test process {cause}; see {log}");
        File.WriteAllText(file + CrashFileEnding, cause);
        return 1;
    }

    /// <summary>Prints the skipped tests with their reasons, the failed ones with their messages, and the sum. 1 when a test failed or none ran.</summary>
    public int Total(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.trx").Order(StringComparer.Ordinal).Select(ResultFile.Read).OfType<ResultFile>().ToList();
        var crashes = Directory.EnumerateFiles(folder, "*" + CrashFileEnding).Count();
        var results = files.SelectMany(file => file.Results).ToList();
        var skipped = results.Where(result => result.Skipped).ToList();
        var failed = results.Where(result => result.Failed).ToList();

        if (skipped.Count > 0) output.WriteLine("\nSkipped:");
        foreach (var result in skipped) output.WriteLine($"  {result.Name}: {FirstLines(result.Message, 1, "no reason given")}");
        if (failed.Count > 0) output.WriteLine("\nFailed:");
        foreach (var result in failed) output.WriteLine($"  {result.Name}\n      {FirstLines(result.Message, 12, "no message")}");
        if (results.Count + crashes is 0) output.WriteLine("\nerror no_tests: No test ran.\nnext: See ./test --help for what --filter reads.");

        output.WriteLine();
        output.WriteLine(Sum(files.Sum(file => file.Passed), files.Sum(file => file.Failed) + crashes, files.Sum(file => file.Skipped)));
        return failed.Count + crashes > 0 || results.Count is 0 ? 1 : 0;
    }

    public static int Usage()
    {
        Console.Error.WriteLine("usage: TestReport project FILE.trx EXIT_CODE | TestReport total FOLDER");
        return 2;
    }

    private static bool SaysThatNoTestRan(string log)
    {
        if (!File.Exists(log)) return false;
        var text = File.ReadAllText(log);
        return text.Contains("No test matches", StringComparison.Ordinal) || text.Contains("No test is available", StringComparison.Ordinal);
    }

    private static string Sum(int passed, int failed, int skipped) => $"{passed} passed, {failed} failed, {skipped} skipped";

    private static string FirstLines(string text, int count, string otherwise)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(count).ToList();
        return lines.Count is 0 ? otherwise : string.Join("\n      ", lines);
    }
}
