using System.Diagnostics;
using System.Globalization;
using LocalHost.Engine;
using Npgsql;

namespace LocalHost.FaultWorker;

/// <summary>Lets this process fail as it was told to.</summary>
internal sealed class FaultInjector(WorkerSettings settings, Process self) : IFaultInjector
{
    // Between these two nothing of the engine can throw, so an exception there would be no fault but a wrong test.
    private static readonly FaultPoint[] NeverThrows = [FaultPoint.StepStored, FaultPoint.ActivityStarting];

    private readonly Lock _gate = new();
    private readonly Random _random = new(settings.Seed);
    private bool _stopped;

    /// <summary>Whether the host has started. A host whose start meets an error is not started; that is nothing to test here.</summary>
    public bool HasStarted { get; set; }

    /// <summary>Marks this process's connections.</summary>
    public static string ApplicationName { get; } = string.Create(CultureInfo.InvariantCulture, $"fault-worker-{Environment.ProcessId}");

    public async Task ReachedAsync(FaultPoint point)
    {
        foreach (var order in settings.Faults)
        {
            if ((HasStarted || order.Kind is FaultKind.Kill or FaultKind.Stop) && IsMeant(order, point) && IsDrawn(order))
            {
                await FailAsync(order.Kind, point);
            }
        }
    }

    private static bool IsMeant(FaultOrder order, FaultPoint point) =>
        order.Point is "*"
            ? order.Kind != FaultKind.Throw || !NeverThrows.Contains(point)
            : string.Equals(order.Point, point.ToString(), StringComparison.Ordinal);

    private bool IsDrawn(FaultOrder order)
    {
        lock (_gate)
        {
            if (order.Kind == FaultKind.Stop && _stopped)
            {
                return false;
            }

            var drawn = _random.NextDouble() < order.Chance;
            _stopped |= drawn && order.Kind == FaultKind.Stop;
            return drawn;
        }
    }

    private async Task FailAsync(FaultKind kind, FaultPoint point)
    {
        switch (kind)
        {
            case FaultKind.Kill:
                self.Kill();
                await Task.Delay(Timeout.Infinite);
                break;
            case FaultKind.Stop:
                await Console.Out.WriteLineAsync("stopping");
                using (var kill = Process.Start("kill", ["-STOP", self.Id.ToString(CultureInfo.InvariantCulture)]))
                {
                    await kill.WaitForExitAsync();
                }

                break;
            case FaultKind.Throw:
                throw new NpgsqlException($"A fault at {point}.", new IOException("Injected."));
            case FaultKind.Cut:
                await CutAsync();
                break;
        }
    }

    private async Task CutAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = ApplicationName });
            await command.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // The database is being restarted: the connections are cut already.
        }
    }
}
