using System.Globalization;

namespace DataHound.Bench.Processes;

/// <summary>
/// Memory and processor time of an app's process, by the kernel's own accounts, and of its embedded Postgres, sampled.
/// Processor time tells what the work costs on a machine where others work too; clock time then tells how long the queue was.
/// </summary>
internal sealed class ProcessMeter : IAsyncDisposable
{
    /// <summary>The kernel's clock tick as it shows it to programs.</summary>
    private const double TicksPerSecond = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sampling;
    private readonly int _processId;
    private readonly string _hostFolder;
    private double _postgres;

    /// <summary>Begins to sample.</summary>
    /// <param name="processId">The app's process.</param>
    /// <param name="hostFolder">Its LocalHost home, where its Postgres is found.</param>
    public ProcessMeter(int processId, string hostFolder)
    {
        _processId = processId;
        _hostFolder = hostFolder;
        _sampling = SampleAsync();
    }

    /// <summary>Megabytes of the process itself at its highest; call it while the process lives.</summary>
    public double ProcessMegabytes => Field($"/proc/{_processId}/status", "VmHWM:") / 1024;

    /// <summary>Megabytes of the process itself now.</summary>
    public double ProcessMegabytesNow => Field($"/proc/{_processId}/status", "VmRSS:") / 1024;

    /// <summary>Megabytes of the process that asks, at its highest.</summary>
    public static double OfThisProcess() => Field("/proc/self/status", "VmHWM:") / 1024;

    /// <summary>Processor time of the process so far, in seconds.</summary>
    public double ProcessorSeconds => Ticks(_processId) / TicksPerSecond;

    /// <summary>Processor time of its Postgres so far, in seconds; of connections that have ended it is not counted.</summary>
    public double PostgresProcessorSeconds => Postgres().Sum(Ticks) / TicksPerSecond;

    /// <summary>Megabytes of all processes of its Postgres at their highest sum; memory they share is counted once.</summary>
    public double PostgresMegabytes => Volatile.Read(ref _postgres);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sampling;
        _stop.Dispose();
    }

    private async Task SampleAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var now = Postgres().Sum(processId => Field($"/proc/{processId}/smaps_rollup", "Pss:")) / 1024;
            if (now > _postgres)
                Volatile.Write(ref _postgres, now);
            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IEnumerable<int> Postgres()
    {
        if (EmbeddedPostgresProcess.Find(_hostFolder) is not { } server)
            return [];
        List<int> processes = [server];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var processId))
            {
                if ((int)Field($"{folder}/status", "PPid:") == server)
                    processes.Add(processId);
            }
        }

        return processes;
    }

    /// <summary>User and system time; the fields after the program's name, which may hold blanks.</summary>
    private static double Ticks(int processId)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{processId}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>The number of a line; 0 when the process is gone.</summary>
    private static double Field(string file, string name)
    {
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
