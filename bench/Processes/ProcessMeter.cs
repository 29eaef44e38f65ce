using System.Globalization;

namespace DataHound.Bench.Processes;

/// <summary>
/// Memory and processor time of an app's process, by the kernel's own accounts, and of the processes it started (its Postgres), sampled.
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
    private double _descendants;

    public ProcessMeter(int processId)
    {
        _processId = processId;
        _sampling = SampleAsync();
    }

    /// <summary>Megabytes of the process itself at its highest; call it while the process lives.</summary>
    public double ProcessMegabytes => Field($"/proc/{_processId}/status", "VmHWM:") / 1024;

    /// <summary>Megabytes of the process that asks, at its highest.</summary>
    public static double OfThisProcess() => Field("/proc/self/status", "VmHWM:") / 1024;

    /// <summary>Processor time of the process so far, in seconds.</summary>
    public double ProcessorSeconds => Ticks(_processId) / TicksPerSecond;

    /// <summary>Processor time of the processes below it so far, in seconds; those that have ended are not counted.</summary>
    public double DescendantProcessorSeconds => Descendants().Sum(Ticks) / TicksPerSecond;

    /// <summary>Megabytes of the processes below it at their highest sum; memory they share is counted once.</summary>
    public double DescendantMegabytes => Volatile.Read(ref _descendants);

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
            var now = Descendants().Sum(processId => Field($"/proc/{processId}/smaps_rollup", "Pss:")) / 1024;
            if (now > _descendants)
                Volatile.Write(ref _descendants, now);
            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private HashSet<int> Descendants()
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var processId))
                parents[processId] = (int)Field($"{folder}/status", "PPid:");
        }

        var found = new HashSet<int>();
        bool grew;
        do
        {
            grew = parents.Where(pair => pair.Value == _processId || found.Contains(pair.Value)).Aggregate(false, (any, pair) => found.Add(pair.Key) || any);
        }
        while (grew);
        return found;
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
