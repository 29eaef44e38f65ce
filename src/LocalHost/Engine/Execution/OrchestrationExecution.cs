using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine.History;
using Microsoft.Extensions.Logging;

namespace LocalHost.Engine.Execution;

/// <summary>
/// One generation of an orchestration instance in memory. It is brought to where its history ends by <see cref="Replay"/> and
/// then taken further by <see cref="Step"/>, again and again for as long as it is kept. It does no I/O and has no clock.
/// One call at a time.
/// </summary>
internal sealed class OrchestrationExecution
{
    // Calls are numbered from 0; each of a generation's children and the next generation get ids of their own.
    private const int NextGenerationCounter = -1;

    private readonly ITaskCatalog _catalog;
    private readonly InstanceFacts _facts;
    private readonly bool _withStackTraces;
    private readonly OrchestrationScheduler _scheduler = new();
    private readonly OrchestratorContext _context;
    private readonly Queue<HistoryItem> _held = new();
    private readonly HashSet<int> _answered = [];
    private Task<object?>? _code;
    private bool _begun;
    private bool _suspended;
    private HistoryItem? _terminated;

    public OrchestrationExecution(
        ITaskCatalog catalog,
        InstanceFacts facts,
        DataConverter converter,
        ILoggerFactory loggerFactory,
        bool withStackTraces,
        string? customStatus = null,
        Action? strangerArrived = null)
    {
        _catalog = catalog;
        _facts = facts;
        _withStackTraces = withStackTraces;
        _scheduler.StrangerArrived = strangerArrived;
        _context = new OrchestratorContext(facts, converter, _scheduler, loggerFactory, customStatus);
    }

    /// <summary>The number the next step gets.</summary>
    public int NextStep { get; private set; }

    /// <summary>The time of the last step.</summary>
    public DateTimeOffset LastStepAt { get; private set; }

    public InstanceFacts Facts => _facts;

    /// <summary>Takes a step that was stored before.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code asks for something else than it did then.</exception>
    public void Replay(StoredStep step)
    {
        _context.Replaying = true;
        NextStep = step.Number;
        _answered.UnionWith(step.Record.Received.Where(IsAnswer).Select(item => item.Id));
        Run(step.At, step.Record.Received);
        var met = _context.TakeEmitted();
        if (_terminated is not null || step.Record.Emitted.Any(item => item.Kind is HistoryItemKind.Finished or HistoryItemKind.ContinuedAsNew))
        {
            return;
        }

        for (var index = 0; index < Math.Max(met.Count, step.Record.Emitted.Count); index++)
        {
            var expectedItem = step.Record.Emitted.ElementAtOrDefault(index);
            var metItem = met.ElementAtOrDefault(index);
            if (expectedItem is null || metItem is null || !expectedItem.IsSameStepAs(metItem))
            {
                throw new NonDeterministicOrchestrationException(_facts.Name, step.Number, expectedItem, metItem);
            }
        }
    }

    /// <summary>Takes a new step.</summary>
    /// <param name="at">The time of the step; not before the last one's.</param>
    /// <param name="received">What arrived, in order.</param>
    public StepOutcome Step(DateTimeOffset at, IReadOnlyList<HistoryItem> received)
    {
        _context.Replaying = false;

        // An activity that a process ran twice may have two results. The first is the one.
        received = [.. received.Where(item => !IsAnswer(item) || _answered.Add(item.Id))];
        if (!_begun && !received.Any(item => item.Kind == HistoryItemKind.Started))
        {
            var started = new HistoryItem { Kind = HistoryItemKind.Started, Name = _facts.Name };
            var suspended = _facts.Carried.Where(item => item.Kind == HistoryItemKind.Suspended);
            received = [.. suspended, started, .. _facts.Carried.Where(item => item.Kind != HistoryItemKind.Suspended), .. received];
        }

        received = WithoutStrayAnswers(received);
        Run(at, received);
        var outcome = Conclude(received);
        return received.Any(item => item.Kind == HistoryItemKind.Rewound) ? outcome with { Reopened = Reopened(outcome) } : outcome;
    }

    /// <summary>
    /// Leaves out answers nobody waits for any more: to calls that were answered before, by a run of the same activity elsewhere,
    /// or given up. The history then answers each call once.
    /// </summary>
    private List<HistoryItem> WithoutStrayAnswers(IReadOnlyList<HistoryItem> received)
    {
        var answered = _held.Where(item => item.IsAnswer).Select(item => item.Id).ToHashSet();
        return [.. received.Where(item => !item.IsAnswer || (_context.IsOpen(item.Id) && answered.Add(item.Id)))];
    }

    /// <summary>Gives the next step its number, when steps were left out of the replay.</summary>
    public void ContinueAt(int step) => NextStep = step;

    /// <summary>Counts steps that were taken before without running them, when the code cannot be.</summary>
    public void SkipTo(int steps, DateTimeOffset at)
    {
        NextStep = steps + 1;
        LastStepAt = at;
    }

    /// <summary>Ends the instance with a failure of the engine's own finding, whatever its code is doing.</summary>
    public StepOutcome Fail(IReadOnlyList<HistoryItem> received, TaskFailureDetails failure) =>
        Finish(received, [], OrchestrationRuntimeStatus.Failed, failure.ErrorMessage, failure);

    private static bool IsAnswer(HistoryItem item) => item is
    {
        IsKept: false,
        Kind: HistoryItemKind.TaskCompleted or HistoryItemKind.TaskFailed or HistoryItemKind.ChildCompleted or HistoryItemKind.ChildFailed or HistoryItemKind.TimerFired,
    };

    private void Run(DateTimeOffset at, IReadOnlyList<HistoryItem> received)
    {
        _context.Now = at;
        LastStepAt = at;
        NextStep++;
        _begun |= received.Any(item => item.Kind == HistoryItemKind.Started);

        // A termination beats everything that arrived with it.
        _terminated = received.FirstOrDefault(item => item.Kind == HistoryItemKind.Terminated);
        if (_terminated is not null)
        {
            return;
        }

        foreach (var item in received)
        {
            Take(item);
        }

        while (_context.TakeKept() is { } answer)
        {
            Give(answer);
        }
    }

    private List<HistoryItem> Reopened(StepOutcome outcome)
    {
        var fresh = outcome.Emitted.Select(item => item.Id).ToHashSet();
        return [.. _context.OpenWork.Where(item => !fresh.Contains(item.Id))];
    }

    private void Take(HistoryItem item)
    {
        switch (item.Kind)
        {
            case HistoryItemKind.Suspended:
                _suspended = true;
                break;
            case HistoryItemKind.Rewound:
                _context.Rewind(item);
                goto case HistoryItemKind.Resumed;
            case HistoryItemKind.TaskCompleted or HistoryItemKind.ChildCompleted when item.IsKept:
                _context.Keep(item);
                break;
            case HistoryItemKind.Resumed:
                _suspended = false;
                while (_held.TryDequeue(out var held))
                {
                    Give(held);
                }

                break;
            default:
                if (_suspended)
                {
                    _held.Enqueue(item);
                }
                else
                {
                    Give(item);
                }

                break;
        }
    }

    private void Give(HistoryItem item) => _scheduler.Pump(() =>
    {
        if (item.Kind == HistoryItemKind.Started)
        {
            _code = _scheduler.Begin(() => _catalog.RunOrchestratorAsync(_context));
        }
        else
        {
            _context.Apply(item);
        }
    });

    private StepOutcome Conclude(IReadOnlyList<HistoryItem> received)
    {
        var emitted = _context.TakeEmitted();
        if (_terminated is { } end)
        {
            if (end.Recursive)
            {
                emitted.AddRange(_context.OpenChildren.Select(child => new HistoryItem { Kind = HistoryItemKind.ChildTerminated, InstanceId = child, Reason = end.Reason }));
            }

            return Finish(received, emitted, OrchestrationRuntimeStatus.Terminated, end.Data, failure: null);
        }

        if (_scheduler.MetStranger || (_code is { IsCompleted: false } && !_suspended && !_context.HasOpenWork))
        {
            return Fail(received, FailureOf(new InvalidOperationException(IllegalAwait.Message(_facts.Name))));
        }

        return _code switch
        {
            { IsFaulted: true } => Failed(received, emitted, _code.Exception.InnerException ?? _code.Exception),
            { IsCanceled: true } => Failed(received, emitted, new TaskCanceledException(_code)),
            { IsCompletedSuccessfully: true } when _context.NextGeneration is { } next => StartOver(received, emitted, next),
            { IsCompletedSuccessfully: true } when !_context.HasOpenTimers => Completed(received, emitted),
            _ => new StepOutcome
            {
                Received = received,
                Emitted = emitted,
                Status = _suspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
                CustomStatus = _context.CustomStatus,
            },
        };
    }

    private StepOutcome Completed(IReadOnlyList<HistoryItem> received, List<HistoryItem> emitted)
    {
        string? output;
        try
        {
            output = _context.Serialize(_code!.GetAwaiter().GetResult());
        }
        catch (Exception unserializable)
        {
            return Failed(received, emitted, unserializable);
        }

        return Finish(received, emitted, OrchestrationRuntimeStatus.Completed, output, failure: null);
    }

    private StepOutcome StartOver(IReadOnlyList<HistoryItem> received, List<HistoryItem> emitted, ContinueAsNewOptions options)
    {
        string? input;
        try
        {
            input = _context.Serialize(options.NewInput);
        }
        catch (Exception unserializable)
        {
            return Failed(received, emitted, unserializable);
        }

        return new StepOutcome
        {
            Received = received,
            Emitted = [.. emitted, new HistoryItem { Kind = HistoryItemKind.ContinuedAsNew }],
            Status = OrchestrationRuntimeStatus.ContinuedAsNew,
            CustomStatus = _context.CustomStatus,
            Next = _facts with
            {
                ExecutionId = DeterministicGuid.CreateOrdered(LastStepAt, _facts.ExecutionId, NextGenerationCounter),
                Input = input,
                Version = options.NewVersion ?? _facts.Version,
                Carried = Carried(options),
            },
        };
    }

    /// <summary>What the next generation begins with: a suspension that came with the last step, and events nobody waited for.</summary>
    private List<HistoryItem> Carried(ContinueAsNewOptions options)
    {
        List<HistoryItem> carried = _suspended ? [new HistoryItem { Kind = HistoryItemKind.Suspended }] : [];
        if (options.PreserveUnprocessedEvents)
        {
            carried.AddRange(_context.UnprocessedEvents);
            carried.AddRange(_held.Where(item => item.Kind == HistoryItemKind.EventRaised));
        }

        return carried;
    }

    private StepOutcome Failed(IReadOnlyList<HistoryItem> received, List<HistoryItem> emitted, Exception exception)
    {
        var failure = FailureOf(exception);
        return Finish(received, emitted, OrchestrationRuntimeStatus.Failed, failure.ErrorMessage, failure);
    }

    private StepOutcome Finish(
        IReadOnlyList<HistoryItem> received,
        List<HistoryItem> emitted,
        OrchestrationRuntimeStatus status,
        string? output,
        TaskFailureDetails? failure) => new()
        {
            Received = received,
            Emitted = [.. emitted, new HistoryItem { Kind = HistoryItemKind.Finished, Status = status }],
            Status = status,
            Output = output,
            Failure = failure,
            CustomStatus = _context.CustomStatus,
        };

    private TaskFailureDetails FailureOf(Exception exception) => TaskFailureDetails.FromException(exception, _withStackTraces);
}
