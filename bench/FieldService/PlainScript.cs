using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataHound.Bench.Processes;
using DuckDb;

namespace DataHound.Bench.FieldService;

/// <summary>Runs plain.sql through the binding, in a process of its own; prints the result as one line of JSON.</summary>
internal static partial class PlainScript
{
    /// <summary>Runs the job and answers the exit code.</summary>
    /// <param name="job">A <see cref="PlainJob"/> as JSON.</param>
    public static int Run(string job)
    {
        var told = JsonSerializer.Deserialize<PlainJob>(job)!;
        using var database = DuckDatabase.OpenInMemory(new DuckDbOptions
        {
            MemoryLimit = told.MemoryLimit,
            Threads = told.Threads,
            TempDirectory = Path.Combine(told.Output, "spill"),
            AllowedDirectories = [told.Delivery, told.Output],
        });
        using var connection = database.Connect();
        var seconds = new Dictionary<string, double>(StringComparer.Ordinal);
        var usedBefore = Environment.CpuUsage.TotalTime;
        foreach (var (part, sql) in Parts(told))
        {
            var since = Stopwatch.GetTimestamp();
            connection.ExecuteScript(sql);
            seconds[part] = Stopwatch.GetElapsedTime(since).TotalSeconds;
        }

        var used = Environment.CpuUsage.TotalTime - usedBefore;
        Console.WriteLine(JsonSerializer.Serialize(new PlainResult
        {
            ProcessorSeconds = used.TotalSeconds,
            Seconds = seconds,
            MasterRows = Counts(connection, told.Output, FieldServiceNames.Datasets, name => name),
            Events = Counts(connection, told.Output, FieldServiceNames.EventTypes, name => $"events_{name}"),
            PeakMegabytes = ProcessMeter.OfThisProcess(),
        }));
        return 0;
    }

    /// <summary>The script's parts, as the lines "-- stage: name" divide it; what is before the first is its heading.</summary>
    private static IEnumerable<(string Part, string Sql)> Parts(PlainJob job)
    {
        using var reader = new StreamReader(typeof(PlainScript).Assembly.GetManifestResourceStream("plain.sql")!);
        var script = Placeholder().Replace(reader.ReadToEnd(), match => match.Value switch
        {
            "{delivery}" => job.Delivery,
            "{output}" => job.Output,
            "{company}" => job.Company,
            _ => job.AsOf,
        });
        return StageLine().Split(script).Skip(1).Chunk(2).Select(part => (part[0].Trim(), part[1]));
    }

    private static Dictionary<string, long> Counts(DuckConnection connection, string folder, IEnumerable<string> names, Func<string, string> file) =>
        names.ToDictionary(name => name, name => connection.QueryScalar<long>($"SELECT count(*) FROM '{folder}/{file(name)}.parquet'"), StringComparer.Ordinal);

    [GeneratedRegex(@"\{(?:delivery|output|company|as_of)\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("^-- stage: (?<part>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StageLine();
}
