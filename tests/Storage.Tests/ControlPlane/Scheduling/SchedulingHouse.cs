using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;
using DataHound.Storage.ControlPlane.Sql;
using TestSupport;

namespace Storage.Tests.ControlPlane.Scheduling;

/// <summary>Storage with no scheduled tasks but the test's, on 1 March 2026, a Sunday, at noon UTC.</summary>
internal sealed class SchedulingHouse : IAsyncDisposable
{
    private SchedulingHouse(StorageHouse house, SchedulingOptions options)
    {
        House = house;
        Options = options;
        Runs = Another();
    }

    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Initiator Ann { get; } = new("ann");

    public StorageHouse House { get; }

    public SchedulingOptions Options { get; }

    public IScheduledTasks Tasks => House.Get<IScheduledTasks>();

    public ITaskRuns Runs { get; }

    public ManualClock Clock => House.Clock;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SchedulingHouse> OpenAsync(PostgresFixture postgres, SchedulingOptions? options = null)
    {
        var house = await StorageHouse.OpenAsync(postgres);
        await house.Database.Command("TRUNCATE control.scheduler_tasks, control.scheduler_run_names, control.notices CASCADE").RunAsync(Token);
        return new SchedulingHouse(house, options ?? new SchedulingOptions());
    }

    /// <summary>The register as another process has it.</summary>
    public ITaskRuns Another() => new PostgresTaskRuns(House.Database, House.Clock, Options);

    public static ScheduledTaskDefinition Definition(string key, string schedule = "interval:10") =>
        new() { Key = key, Type = "pipeline", Company = "acme", Schedule = ScheduleExpression.Parse(schedule) };

    public Task<ScheduledTask> AddAsync(string key, string schedule = "interval:10") => AddAsync(Definition(key, schedule));

    public Task<ScheduledTask> AddAsync(ScheduledTaskDefinition definition) => Tasks.CreateAsync(definition, Ann, Token);

    public Task<DueClaim> ClaimAsync() => Runs.ClaimDueAsync(Token);

    public async Task<IReadOnlyList<ExecutionRecord>> ListAsync(string key) => (await Runs.ListAsync(key, 1000, null, Token)).Items;

    public async Task<ScheduledTask> GetAsync(string key) => (await Tasks.FindAsync(key, Token)).ShouldNotBeNull();

    /// <summary>Lets the next tick come and sets its run running.</summary>
    public async Task<DueRun> StartNextAsync(string key)
    {
        var task = await GetAsync(key);
        Clock.Advance(task.NextTick!.Value - Clock.GetUtcNow());
        return (await ClaimAsync()).Started.Single(run => run.Task.Definition.Key == key);
    }

    public Task<ExecutionRecord> SucceedAsync(DueRun run) => Runs.RecordAsync(run.Run.RunId, new TaskOutcome { Success = true, Message = "Done.", Log = ["one", "two"] }, Token);

    public Task<ExecutionRecord> FailAsync(DueRun run) =>
        Runs.RecordAsync(run.Run.RunId, TaskOutcome.Failed(new("broken", "It broke.", "Mend it.")), Token);

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
