using System.Diagnostics;
using System.Globalization;
using LocalHost.FaultWorker;

namespace LocalHost.Faults;

/// <summary>How much of everything: little in the short form, minutes in the long one (DATAHOUND_LONG_TESTS=1).</summary>
public static class Load
{
    /// <summary>Whether this is the long form.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("DATAHOUND_LONG_TESTS") is "1";

    /// <summary>The seed of what is left to chance: DATAHOUND_FAULT_SEED, else a new one. It is printed.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("DATAHOUND_FAULT_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
        ? given
        : Random.Shared.Next(1_000_000);

    /// <summary>One number in the short form, another in the long one.</summary>
    public static int Of(int little, int much) => IsLong ? much : little;

    /// <summary>A random number generator of its own for a hub; how to have it again is printed.</summary>
    public static Random Dice(string hub)
    {
        Print(string.Create(CultureInfo.InvariantCulture, $"DATAHOUND_FAULT_SEED={Seed}"));
        return new Random(hub.Aggregate(Seed, (seed, letter) => unchecked((seed * 31) + letter)));
    }

    /// <summary>Writes a line to the test's output.</summary>
    public static void Print(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    /// <summary>Keeps so many workers alive, and journeys coming, while there is trouble; then all must end well.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="workers">The workers. One that dies is replaced by one with another seed.</param>
    /// <param name="journeys">Journeys at least.</param>
    /// <param name="atLeast">How long at least.</param>
    /// <param name="trouble">Makes trouble until it is told to stop.</param>
    /// <param name="enough">Whether there was enough of it.</param>
    /// <returns>How many journeys there were, and how many workers died.</returns>
    public static async Task<(int Journeys, int Deaths)> UnderAsync(
        FaultHub hub,
        IReadOnlyList<WorkerSettings> workers,
        int journeys,
        TimeSpan atLeast,
        Func<CancellationToken, Task> trouble,
        Func<int, Task<bool>> enough)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var deaths = 0;
        var troubling = Task.Run(() => TroubleAsync(trouble, stop.Token));
        var keeping = Task.WhenAll(workers.Select(settings => Task.Run(() => KeepAliveAsync(hub, settings, () => Interlocked.Increment(ref deaths), stop.Token))));
        var watch = Stopwatch.StartNew();
        var started = 0;
        while (started < journeys || watch.Elapsed < atLeast || !await enough(Volatile.Read(ref deaths)))
        {
            watch.Elapsed.ShouldBeLessThan(atLeast + Until.Longest, "the trouble never came");
            await hub.StartAsync("Journey", 1, string.Create(CultureInfo.InvariantCulture, $"{started++}-"));
            (await Until.TrueAsync(async () => await hub.AliveAsync() < 20)).ShouldBeTrue("the journeys pile up");
        }

        await stop.CancelAsync();
        await troubling;
        await keeping;
        var last = await hub.WorkerAsync();
        foreach (var worker in hub.Workers)
        {
            await worker.SignalAsync("CONT");
        }

        // Past every timer that was set by a clock that ran ahead.
        await last.SetClockAsync(TimeSpan.FromDays(30));
        await hub.AllEndWellAsync();
        var effects = await hub.ScalarAsync($"SELECT count(*) FROM ledger WHERE starts_with(owner, '{hub.Settings.Hub}-')");
        Print(string.Create(
            CultureInfo.InvariantCulture,
            $"{hub.Settings.Hub}: {started} journeys, {deaths} deaths, {effects} effects for {started * 12} asked for, longest standstill {hub.LongestStandstill.TotalSeconds:0.0} s, {watch.Elapsed.TotalSeconds:0} s"));
        return (started, deaths);
    }

    private static async Task TroubleAsync(Func<CancellationToken, Task> trouble, CancellationToken stop)
    {
        try
        {
            await trouble(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Enough.
        }
    }

    private static async Task KeepAliveAsync(FaultHub hub, WorkerSettings settings, Action died, CancellationToken stop)
    {
        for (var life = 0; !stop.IsCancellationRequested; life++)
        {
            var worker = await hub.WorkerAsync(settings with { Seed = settings.Seed + life });
            while (!worker.HasExited && !stop.IsCancellationRequested)
            {
                await Task.Delay(50, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (worker.HasExited)
            {
                died();
            }
        }
    }
}
