using System.Text.Json;

namespace LocalHost.FaultWorker;

/// <summary>What a worker process is told on its command line.</summary>
public sealed record WorkerSettings
{
    /// <summary>The database.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The task hub.</summary>
    public required string Hub { get; init; }

    /// <summary>Attempts after which work is given up.</summary>
    public int Attempts { get; init; } = 1000;

    /// <summary>The lease, in seconds; a heartbeat is a fifth of it.</summary>
    public double LeaseSeconds { get; init; } = 2;

    /// <summary>Activities that run at the same time; none is claimed ahead.</summary>
    public int Activities { get; init; } = 10;

    /// <summary>What fails, where and how often.</summary>
    public IReadOnlyList<FaultOrder> Faults { get; init; } = [];

    /// <summary>Seed of everything that is left to chance.</summary>
    public int Seed { get; init; }

    /// <summary>Which deployment of the code this process has: 1 or 2.</summary>
    public int Deployment { get; init; } = 1;

    /// <summary>The settings as one argument.</summary>
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Reads them back.</summary>
    public static WorkerSettings Read(string argument) =>
        JsonSerializer.Deserialize<WorkerSettings>(argument) ?? throw new ArgumentException("The worker was given no settings.", nameof(argument));
}
