namespace LocalHost.Tests.Simulation;

/// <summary>What one simulated process has to do. Nothing runs until the simulation picks it, so a process that is never picked again has crashed.</summary>
internal sealed class SimulatedTasks : TaskScheduler
{
    private readonly List<Task> _ready = [];
    private bool _dead;

    /// <summary>How many pieces of work could run now.</summary>
    public int Ready => _ready.Count;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs one of the pieces that are ready.</summary>
    public void RunOne(int place)
    {
        var task = _ready[place];
        _ready.RemoveAt(place);
        TryExecuteTask(task);
    }

    /// <summary>Loses everything, now and later.</summary>
    public void Die()
    {
        _dead = true;
        _ready.Clear();
    }

    protected override void QueueTask(Task task)
    {
        if (!_dead)
        {
            _ready.Add(task);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}
