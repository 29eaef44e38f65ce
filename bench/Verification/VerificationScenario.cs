using System.Diagnostics;
using System.Globalization;
using DataHound.Bench.Reporting;
using DataHound.Bench.Scenarios;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.DataPlane.Verification;

namespace DataHound.Bench.Verification;

/// <summary>How fast stored files are verified: length, SHA-256 and Parquet footer of each, as many at a time as there are processors.</summary>
internal sealed class VerificationScenario : IScenario
{
    private const int Files = 16;
    private const int RowsPerFile = 3_000_000;

    public string Name => "verify";

    public string Purpose => "verification of stored Parquet files, from the folder store with a warm page cache";

    public async Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken)
    {
        var folder = context.NewFolder("verify");
        var store = new FolderObjectStore(Path.Combine(folder, "objects"));
        using var engine = new TableEngine(
            new TableEngineOptions { WorkDirectory = Path.Combine(folder, "work"), ReadDirectories = [Path.Combine(folder, "objects")], MemoryLimit = context.Options.MemoryLimit }, store, []);
        var files = await WriteAsync(engine, (int)(RowsPerFile * context.Options.Scale), cancellationToken);
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{files.Count} files, {files.Sum(file => file.Bytes) >> 20} MiB"));
        await VerifyAsync(store, engine, files, cancellationToken);

        var rates = new List<double>();
        for (var run = 0; run < context.Options.Runs; run++)
            rates.Add(await VerifyAsync(store, engine, files, cancellationToken));
        report.Add("verification", Numbers.Median(rates), "MB/s", Aim.Least(500));
        report.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Count} Parquet files, {files.Sum(file => file.Bytes) / 1_000_000} MB together, in the folder store; {Environment.ProcessorCount} at a time; median of {rates.Count}. The page cache is warm: it measures hashing, not the disk."));
    }

    private static async Task<IReadOnlyList<ManifestFile>> WriteAsync(TableEngine engine, int rows, CancellationToken cancellationToken)
    {
        var files = new List<ManifestFile>();
        await using var session = engine.OpenSession();
        for (var part = 0; part < Files; part++)
        {
            var target = new TableTarget
            {
                Company = "bench", Layer = DataLayer.Gold, Dataset = "numbers", SchemaVersion = "1", RunId = "bench", LocalDate = new DateOnly(2026, 1, 1), Part = part,
            };
            files.Add(await session.WriteAsync(target, string.Create(CultureInfo.InvariantCulture, $"SELECT random() AS number FROM range({rows})"), cancellationToken));
        }

        return files;
    }

    /// <summary>Verifies all files once, and gives megabytes a second.</summary>
    private static async Task<double> VerifyAsync(FolderObjectStore store, TableEngine engine, IReadOnlyList<ManifestFile> files, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        await using var verifier = new ObjectVerifier(store, engine);
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, async (file, token) =>
        {
            var findings = await verifier.VerifyAsync(new ExpectedObject { Path = file.Path, Sha256 = file.Sha256, Bytes = file.Bytes, Rows = file.Rows }, token);
            if (findings.Count > 0)
                throw new BenchException($"Verification found '{findings[0].Kind}' in a file that is whole.");
        });
        return verifier.Bytes / 1e6 / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }
}
