using Npgsql;

namespace LocalHost.Engine;

/// <summary>Settings of the durable task engine. They are read once, when the process starts.</summary>
public sealed class DurableTaskEngineOptions
{
    /// <summary>The task hub: instances of different hubs in one database do not see each other. Default "default"; 3 to 45 letters, digits, '-' or '_'.</summary>
    public string HubName { get; set; } = "default";

    /// <summary>Activities that run at the same time in this process. Default 10 for each core; 1 to 10,000.</summary>
    public int MaxConcurrentActivityFunctions { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrators whose code runs at the same time in this process. Default 10 for each core; 1 to 10,000.</summary>
    public int MaxConcurrentOrchestratorFunctions { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>How often the database is asked for work that no notification announced. Default 1 s; 10 ms to 1 h.</summary>
    public TimeSpan MaxQueuePollingInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a process that has fallen silent keeps its claim on work before others take it over.
    /// Default 30 s; 1 s to 1 h, and at least three heartbeats.
    /// </summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often this process renews its claim and looks for silent ones. Default 5 s; at least 100 ms.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an idle orchestrator stays in memory before it must be replayed. Default 30 s; zero or more.</summary>
    public TimeSpan ExtendedSessionIdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Orchestrators kept in memory at most. Default 2,000; 1 to 1,000,000.</summary>
    public int MaxSessionsInMemory { get; set; } = 2000;

    /// <summary>Activities claimed ahead of a free slot, so that no slot waits for the database. Default one for each slot; 0 to 10,000.</summary>
    public int? ActivityPrefetch { get; set; }

    /// <summary>Instances claimed in one query. Default 100; 1 to 10,000.</summary>
    public int InstanceBatchSize { get; set; } = 100;

    /// <summary>Messages an instance takes in one step. Default 1,000; 1 to 100,000.</summary>
    public int MessageBatchSize { get; set; } = 1000;

    /// <summary>Steps and results stored in one commit at most. Default 200; 1 to 10,000.</summary>
    public int CommitBatchSize { get; set; } = 200;

    /// <summary>
    /// How often an activity or a step is claimed by processes that fall silent before they finish it, until it is given up and
    /// becomes a dead letter. From half of that on a process takes one such piece of work at a time, so that it can take no other
    /// down with it. Default 10; 1 to 1,000.
    /// </summary>
    public int MaxDequeueCount { get; set; } = 10;

    /// <summary>
    /// The tag of an instance that says whose turn its work counts as, such as a tenant's: those who have work waiting take turns,
    /// however much each has. Sub-orchestrations without the tag count as their parent's; a root without it is one by itself. Default "tenant".
    /// </summary>
    public string FairnessTag { get; set; } = "tenant";

    /// <summary>
    /// The longest input, result, event or custom status that is stored in its row, in bytes of UTF-8; what is longer goes to a table of its
    /// own, once for each instance and generation. Default 65,536; 1,024 to 16,777,216.
    /// </summary>
    public int PayloadThresholdBytes { get; set; } = 64 * 1024;

    /// <summary>The version of instances that are started without one. Default "" (unversioned).</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    /// <summary>How long finished instances and their histories are kept, whatever their end. Default: for ever; 1 s to 36,500 days.</summary>
    public TimeSpan? Retention { get; set; }

    /// <summary>How long a stop waits for running activities before it gives them back. Default 10 s; zero or more.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether failures are stored with stack traces, which may show internals of the code. Default false.</summary>
    public bool IncludeStackTraces { get; set; }

    /// <summary>Whether this process runs orchestrators and activities. False makes it a client only. Default true.</summary>
    public bool RunWorker { get; set; } = true;

    /// <summary>Gives the data source of the engine's database. Default: the <see cref="NpgsqlDataSource"/> of the services.</summary>
    public Func<IServiceProvider, NpgsqlDataSource>? DataSourceFactory { get; set; }

    /// <summary>Lost claims from which on work is a suspect.</summary>
    internal int SuspectFrom => Math.Max(1, MaxDequeueCount / 2);

    /// <summary>Throws one exception that names every setting outside its range.</summary>
    /// <exception cref="InvalidOperationException">A setting is outside its range.</exception>
    internal void Validate()
    {
        var problems = new List<string>();
        Require(HubName.Length is >= 3 and <= 45 && HubName.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'), nameof(HubName), HubName, "3 to 45 letters, digits, '-' or '_'");
        RequireRange(MaxConcurrentActivityFunctions, 1, 10_000, nameof(MaxConcurrentActivityFunctions));
        RequireRange(MaxConcurrentOrchestratorFunctions, 1, 10_000, nameof(MaxConcurrentOrchestratorFunctions));
        RequireRange(MaxSessionsInMemory, 1, 1_000_000, nameof(MaxSessionsInMemory));
        RequireRange(ActivityPrefetch ?? 0, 0, 10_000, nameof(ActivityPrefetch));
        RequireRange(InstanceBatchSize, 1, 10_000, nameof(InstanceBatchSize));
        RequireRange(MessageBatchSize, 1, 100_000, nameof(MessageBatchSize));
        RequireRange(MaxDequeueCount, 1, 1000, nameof(MaxDequeueCount));
        RequireRange(PayloadThresholdBytes, 1024, 16 * 1024 * 1024, nameof(PayloadThresholdBytes));
        RequireRange(CommitBatchSize, 1, 10_000, nameof(CommitBatchSize));
        Require(MaxQueuePollingInterval >= TimeSpan.FromMilliseconds(10) && MaxQueuePollingInterval <= TimeSpan.FromHours(1), nameof(MaxQueuePollingInterval), MaxQueuePollingInterval, "10 ms to 1 h");
        Require(LeaseDuration >= TimeSpan.FromSeconds(1) && LeaseDuration <= TimeSpan.FromHours(1), nameof(LeaseDuration), LeaseDuration, "1 s to 1 h");
        Require(HeartbeatInterval >= TimeSpan.FromMilliseconds(100) && HeartbeatInterval * 3 <= LeaseDuration, nameof(HeartbeatInterval), HeartbeatInterval, "at least 100 ms and at most a third of LeaseDuration");
        Require(ExtendedSessionIdleTimeout >= TimeSpan.Zero, nameof(ExtendedSessionIdleTimeout), ExtendedSessionIdleTimeout, "zero or more");
        Require(Retention is not { } kept || (kept >= TimeSpan.FromSeconds(1) && kept <= TimeSpan.FromDays(36_500)), nameof(Retention), Retention ?? TimeSpan.Zero, "1 s to 36,500 days");
        Require(DrainTimeout >= TimeSpan.Zero, nameof(DrainTimeout), DrainTimeout, "zero or more");
        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"The durable task settings are not usable: {string.Join("; ", problems)}.");
        }

        void Require(bool valid, string name, object value, string range)
        {
            if (!valid)
            {
                problems.Add(FormattableString.Invariant($"{name} is {value}, must be {range}"));
            }
        }

        void RequireRange(int value, int least, int most, string name) =>
            Require(value >= least && value <= most, name, value, FormattableString.Invariant($"{least} to {most}"));
    }
}
