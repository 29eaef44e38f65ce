using System.Text;
using DataHound.Domain.Observability;
using DataHound.Storage;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Events;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Reading;
using DataHound.Storage.DataPlane.Verification;
using DataHound.Storage.Events;
using DataHound.Storage.Ingestion;
using DataHound.Storage.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Storage.Tests.ControlPlane;

namespace Storage.Tests.Faults;

/// <summary>A whole run of the small company on real stores, from received files to lists. Every step is tried again after a failure, as the orchestration does with its activities.</summary>
internal sealed class SmallRun : IAsyncDisposable
{
    private const int Attempts = 5;
    private readonly StorageHouse _house;
    private readonly IObjectStore _whole;
    private readonly Func<string, Task> _executed;
    private readonly Func<Task> _failed;
    private readonly Func<string, StageUnitResult, StageUnitResult> _change;

    private SmallRun(StorageHouse house, IObjectStore whole, Func<string, Task> executed, Func<Task> failed, Func<string, StageUnitResult, StageUnitResult> change) =>
        (_house, _whole, _executed, _failed, _change) = (house, whole, executed, failed, change);

    /// <summary>All stages, in their order.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["ingest", "prepare", "upsert", "profile", "detect", "lists"];

    /// <summary>How often a step failed and was tried again.</summary>
    public int Failures { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens a house on a migrated database.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="open">Opens the store that does not break.</param>
    /// <param name="breaking">Makes the store that the run uses out of it.</param>
    /// <param name="executed">Is told a unit's stage between its work and the storing of its result.</param>
    /// <param name="failed">Is awaited between a failure and the next try.</param>
    /// <param name="change">Changes what units say.</param>
    public static async Task<SmallRun> OpenAsync(
        string connectionString, Func<StorageOptions, IObjectStore> open, Func<IObjectStore, IObjectStore> breaking, Func<string, Task>? executed = null, Func<Task>? failed = null, Func<string, StageUnitResult, StageUnitResult>? change = null)
    {
        IObjectStore? whole = null;
        var house = await StorageHouse.OpenAsync(connectionString, services => services
            .AddSingleton(provider => breaking(whole = open(provider.GetRequiredService<StorageOptions>())))
            .AddSingleton<IEventRowSource, EventRowSource>()
            .AddSingleton<ICompanyConfigs, SmallCompany>());
        _ = house.Objects;
        return new SmallRun(house, whole!, executed ?? (_ => Task.CompletedTask), failed ?? (() => Task.CompletedTask), change ?? ((_, result) => result));
    }

    /// <summary>Receives the files and walks all stages; then ends the run, as failed when a stage failed for good.</summary>
    public async Task<PipelineRun> WalkAsync()
    {
        await ReceiveAsync();
        return await WalkAsync("field-service", Stages);
    }

    /// <summary>Receives the files.</summary>
    public async Task ReceiveAsync()
    {
        foreach (var (name, text) in SmallCompany.Files)
            await StepAsync(() => ReceiveAsync(name, text));
    }

    /// <summary>Walks some stages in a run of its own.</summary>
    public async Task<PipelineRun> WalkAsync(string pipeline, IReadOnlyList<string> stages, string key = "only")
    {
        var request = new StartRunRequest { Pipeline = pipeline, Companies = [SmallCompany.Slug], Stages = stages, AsOf = SmallCompany.AsOf, RequestedBy = "test", IdempotencyKey = key, RequestHash = "same" };
        var run = (await StepAsync(() => _house.Get<IRunStore>().StartAsync(request, Token))).Run.ShouldNotBeNull();
        var error = default(UserError);
        try
        {
            foreach (var stage in stages)
                await WalkAsync(_house.Get<IEnumerable<IPipelineStage>>().Single(candidate => string.Equals(candidate.Name, stage, StringComparison.Ordinal)), run);
        }
        catch (UserErrorException exception)
        {
            error = exception.Error;
        }
        catch (IOException)
        {
            error = UserError.Unexpected;
        }

        await StepAsync(() => _house.Get<IRunStore>().FinishCompanyAsync(run.RunId, SmallCompany.Slug, error is null ? RunStatus.Success : RunStatus.Failed, error, Token));
        return await StepAsync(() => _house.Get<IRunStore>().FinishRunAsync(run.RunId, UserError.Unexpected, Token));
    }

    /// <summary>All that a run leaves and that must be the same whatever happened on the way.</summary>
    public async Task<string> OutcomeAsync()
    {
        string[] queries =
        [
            "SELECT 'version ' || v.dataset_name || ' ' || v.version_tag || ' ' || v.row_count || ' ' || v.checksum FROM control.dataset_versions v",
            "SELECT 'current ' || c.dataset_name || ' ' || v.version_tag FROM control.dataset_current c JOIN control.dataset_versions v ON v.id = c.version_id",
            "SELECT 'stage ' || stage || ' ' || status || ' ' || coalesce(counts_json::text, '') FROM control.run_stages",
            "SELECT 'run ' || d.run_id || ' ' || d.status || ' ' || p.status || ' ' || c.status FROM control.run_details d JOIN control.pipeline_runs p USING (run_id) JOIN control.run_companies c USING (run_id)",
            "SELECT 'event ' || event_id || ' ' || status || ' ' || first_seen_at FROM control.events_index",
            "SELECT 'notice ' || notice_key FROM control.notices",
            "SELECT 'file ' || name || ' ' || coalesce(status, '') || ' ' || sha256 FROM control.received_files",
            "SELECT 'act ' || action || ' ' || subject FROM control.audit_log",
        ];
        var lines = new List<string>();
        foreach (var query in queries)
            lines.AddRange(await _house.Database.Command(query).ListAsync(reader => reader.GetString(0), Token));
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    /// <summary>What is there for readers, whatever runs made it: all but what tells of the latest run alone.</summary>
    public async Task<IReadOnlyList<string>> DataAsync()
    {
        var lines = new List<string>();
        var current = await _house.Get<IDatasetCatalog>().ListCurrentAsync(SmallCompany.Slug, Token);
        foreach (var (dataset, version) in current.Where(each => !each.Key.EndsWith("_changes", StringComparison.Ordinal)))
        {
            foreach (var row in (await _house.Get<IDatasetReader>().ReadAsync(version, limit: 100, cursor: null, Token)).Items)
                lines.Add($"{dataset} {string.Join(' ', row.Where(cell => cell.Key is not ("_run_id" or "transition")))}");
        }

        string[] queries =
        [
            "SELECT 'event ' || event_id || ' ' || status FROM control.events_index",
            "SELECT 'file ' || name || ' ' || status || ' ' || (prepared_by_run_id IS NOT NULL) FROM control.received_files",
            "SELECT 'rows of ' || dataset_name || ' ' || sum(row_count) FROM control.dataset_versions WHERE dataset_name ~ '_(silver|changes|quarantine)$' GROUP BY dataset_name",
            "SELECT 'prepared ' || sum((counts_json ->> 'in')::bigint) || ' ' || sum((counts_json ->> 'good')::bigint) FROM control.run_stages WHERE stage = 'prepare' AND status = 'success'",
        ];
        foreach (var query in queries)
            lines.AddRange(await _house.Database.Command(query).ListAsync(reader => reader.GetString(0), Token));
        return lines;
    }

    /// <summary>Checks every byte that is named, and that nobody sees a version that is not whole.</summary>
    public async Task CheckAsync() => (await VerifyAsync()).ShouldBeEmpty();

    /// <summary>What a verification finds, as kind and path.</summary>
    public async Task<IReadOnlyList<string>> VerifyAsync() =>
        [.. (await _house.Get<DataVerifier>().VerifyAsync(SmallCompany.Slug, dataset: null, currentOnly: false, Token)).Findings.Select(finding => $"{finding.Kind} {finding.Path}")];

    /// <summary>A service of the house.</summary>
    public T Get<T>()
        where T : notnull => _house.Get<T>();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    private async Task WalkAsync(IPipelineStage stage, PipelineRun run)
    {
        var store = _house.Get<IStageStore>();
        var key = new StageKey(run.RunId, SmallCompany.Slug, stage.Name);
        var context = new StageContext { RunId = run.RunId, Company = SmallCompany.Slug, Pipeline = run.Pipeline, AsOf = run.AsOf };
        var plan = await StepAsync(async () =>
        {
            await store.BeginAsync(key, Token);
            return await store.FindPlanAsync(key, Token) ?? await store.SavePlanAsync(key, await stage.PlanAsync(context, Token), Token);
        });
        foreach (var unit in plan.Units)
        {
            await StepAsync(async () =>
            {
                if (await store.FindUnitResultAsync(key, unit.Name, Token) is { } done)
                    return done;
                var result = await stage.ExecuteAsync(context, unit, Token);
                await _executed(stage.Name);
                return await store.SaveUnitResultAsync(key, _change(stage.Name, result), Token);
            });
        }

        await StepAsync(() => store.CommitAsync(key, Token));
    }

    private async Task<ReceivedFile> ReceiveAsync(string name, string text)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var request = new ReceiveFile { Company = SmallCompany.Slug, Delivery = "d1", Name = name, Source = "test", MaximumBytes = long.MaxValue };
        return (await _house.Get<IReceivedFiles>().ReceiveAsync(request, bytes, Token)).File;
    }

    private async Task<T> StepAsync<T>(Func<Task<T>> step)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await step();
            }
            catch (Exception exception) when (attempt < Attempts && exception is not (UserErrorException or OperationCanceledException))
            {
                Failures++;
                await _failed();
                await CheckVisibleAsync();
            }
        }
    }

    /// <summary>Whatever a reader can see at this moment is whole.</summary>
    private async Task CheckVisibleAsync()
    {
        var visible = await _house.Get<IDatasetCatalog>().ListCurrentAsync(SmallCompany.Slug, Token);
        foreach (var file in visible.Values.SelectMany(version => version.Files))
            (await _whole.FindAsync(file.Path, Token)).ShouldNotBeNull(file.Path).Bytes.ShouldBe(file.Bytes);
    }
}
