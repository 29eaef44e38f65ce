using LocalHost.DurableTask.Client;
using LocalHost.Engine.Execution;
using LocalHost.Engine.Storage;

namespace LocalHost.Engine.Work;

/// <summary>
/// An instance this process holds: its orchestrator in memory, what has arrived for it, and its claim. At most one thread
/// takes steps at a time; anybody may post.
/// </summary>
internal sealed class Session(LoadedInstance instance, long epoch)
{
    private readonly Lock _gate = new();
    private readonly HashSet<long> _known = [];
    private readonly List<long> _stored = [];
    private List<Arrival> _inbox = [];
    private bool _running;
    private bool _closed;

    public LoadedInstance Instance { get; } = instance;

    public string InstanceId => Instance.Facts.InstanceId;

    public long Epoch { get; } = epoch;

    /// <summary>The present generation; null until the history was replayed.</summary>
    public OrchestrationExecution? Execution { get; set; }

    /// <summary>The facts of the present generation.</summary>
    public InstanceFacts Facts { get; set; } = instance.Facts;

    /// <summary>Status and custom status as stored.</summary>
    public OrchestrationRuntimeStatus Status { get; set; } = instance.Status;

    public string? CustomStatus { get; set; } = instance.CustomStatus;

    /// <summary>The payload the custom status is in; null when it is in the row itself.</summary>
    public Guid? CustomStatusReference { get; set; } = instance.CustomStatusReference;

    /// <summary>How often a process fell silent while it had something to do for the instance, until a step is stored.</summary>
    public int LostClaims { get; set; }

    /// <summary>When it was last used, as a timestamp of the system's clock.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Begins to look for messages: those stored as taken up by now cannot be found any more.</summary>
    public void BeginRead()
    {
        lock (_gate)
        {
            _known.ExceptWith(_stored);
            _stored.Clear();
        }
    }

    /// <summary>Adds what arrived, leaving out messages already known.</summary>
    /// <param name="arrivals">What arrived; none wakes an instance that has its first step to take.</param>
    /// <param name="run">Whether the caller must now run the session.</param>
    /// <returns>False when the session is closed.</returns>
    public bool TryPost(IReadOnlyList<Arrival> arrivals, out bool run)
    {
        lock (_gate)
        {
            run = false;
            if (_closed)
            {
                return false;
            }

            _inbox.AddRange(arrivals.Where(arrival => arrival.MessageId is not { } id || _known.Add(id)));
            run = !_running;
            _running = true;
            return true;
        }
    }

    /// <summary>Takes everything that arrived. False when there is nothing; the session is then idle and the caller lets go of it.</summary>
    public bool TryTake(bool firstStepDue, out List<Arrival> arrivals)
    {
        lock (_gate)
        {
            arrivals = _inbox;
            if (_closed || (arrivals.Count == 0 && !firstStepDue))
            {
                _running = false;
                LastUsed = TimeProvider.System.GetTimestamp();
                return false;
            }

            _inbox = [];
            return true;
        }
    }

    /// <summary>Notes messages as removed from the store.</summary>
    public void Stored(IEnumerable<long> messages)
    {
        lock (_gate)
        {
            _stored.AddRange(messages);
        }
    }

    /// <summary>Closes an idle session so that it can be given back.</summary>
    public bool TryCloseIdle(TimeSpan idleFor)
    {
        lock (_gate)
        {
            if (_running || _closed || TimeProvider.System.GetElapsedTime(LastUsed) < idleFor)
            {
                return false;
            }

            _closed = true;
            return true;
        }
    }

    /// <summary>Closes the session.</summary>
    /// <returns>What had arrived and was not taken.</returns>
    public List<Arrival> Close()
    {
        lock (_gate)
        {
            _closed = true;
            var left = _inbox;
            _inbox = [];
            return left;
        }
    }
}
