using System.Diagnostics;
using System.Globalization;
using System.Text;
using DataHound.Bench.Reporting;
using DataHound.Bench.Scenarios;
using DuckDb;

namespace DataHound.Bench.Binding;

/// <summary>What crossing between C# and the engine costs: rows in, rows out, functions called from SQL.</summary>
internal sealed class BindingScenario : IScenario
{
    private const int Rows = 2_000_000;

    public string Name => "duckdb";

    public string Purpose => "the binding: rows appended, chunks read, scalar functions called";

    public Task RunAsync(ScenarioContext context, ScenarioReport report, CancellationToken cancellationToken)
    {
        var rows = (int)(Rows * context.Options.Scale);
        var rounds = Enumerable.Range(0, context.Options.Runs).Select(_ => Measure(rows, context.Options.MemoryLimit, cancellationToken)).ToList();
        foreach (var name in rounds[0].Keys)
            report.Add(name.Name, Numbers.Median(rounds.Select(round => round[name])), name.Unit);
        report.Note(string.Create(CultureInfo.InvariantCulture, $"{rows:#,0} rows of 6 mixed columns; medians of {rounds.Count}. One calling thread; the engine uses all processors."));
        return Task.CompletedTask;
    }

    private static Dictionary<(string Name, string Unit), double> Measure(int rows, string memoryLimit, CancellationToken cancellationToken)
    {
        var spill = Directory.CreateTempSubdirectory("datahound-bench-");
        try
        {
            using var database = DuckDatabase.OpenInMemory(new DuckDbOptions { MemoryLimit = memoryLimit, TempDirectory = spill.FullName });
            database.RegisterScalarFunction(DuckScalarFunction.From("length_of", (ReadOnlySpan<byte> text, out long result) =>
            {
                result = text.Length;
                return true;
            }));
            using var connection = database.Connect();
            connection.Execute("CREATE TABLE measured (id BIGINT, name VARCHAR, amount DECIMAL(18,2), moment TIMESTAMP, flag BOOLEAN, share DOUBLE)", parameters: null, cancellationToken);
            var rates = new Dictionary<(string, string), double>();
            rates[("appender", "rows/s")] = rows / Seconds(() => Append(connection, rows));
            rates[("chunks read, every value looked at", "rows/s")] = rows / Seconds(() => Read(connection, cancellationToken));
            rates[("scalar function written in C#, text to number", "values/s")] = rows / Seconds(() => connection.QueryScalar<long>("SELECT max(length_of(name)) FROM measured", parameters: null, cancellationToken));
            rates[("smallest query", "queries/s")] = 2_000 / Seconds(() =>
            {
                for (var query = 0; query < 2_000; query++)
                    connection.QueryScalar<int>("SELECT 1", parameters: null, cancellationToken);
            });
            return rates;
        }
        finally
        {
            spill.Delete(recursive: true);
        }
    }

    private static void Append(DuckConnection connection, int rows)
    {
        var name = Encoding.UTF8.GetBytes("Barton Creek customer 000000");
        using var appender = connection.CreateAppender("measured");
        for (var row = 0; row < rows; row++)
        {
            name[^1] = (byte)('0' + (row % 10));
            appender.Append((long)row);
            appender.AppendUtf8(name);
            appender.AppendUnscaled(row);
            appender.AppendTimestampMicros(row * 1_000_000L);
            appender.Append(row % 2 == 0);
            appender.Append(row * 0.5);
            appender.EndRow();
        }

        appender.Complete();
    }

    private static long Read(DuckConnection connection, CancellationToken cancellationToken)
    {
        using var reader = connection.Query("SELECT * FROM measured", parameters: null, cancellationToken);
        var sum = 0L;
        while (reader.NextChunk())
        {
            var id = reader.Column(0).Span<long>();
            var name = reader.Column(1);
            var amount = reader.Column(2).Span<long>();
            var at = reader.Column(3).Span<long>();
            var flag = reader.Column(4).Span<bool>();
            var share = reader.Column(5).Span<double>();
            for (var row = 0; row < reader.RowCount; row++)
                sum += id[row] + at[row] + (flag[row] ? 1 : 0) + (long)share[row] + name.Utf8(row).Length + amount[row];
        }

        return sum;
    }

    private static double Seconds(Action work)
    {
        var since = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(since).TotalSeconds;
    }
}
