using DataHound.Connectors;
using DataHound.Connectors.DropFolder;
using DataHound.Functions.Events;
using DataHound.Functions.Http.Idempotency;
using DataHound.Functions.Ingestion;
using DataHound.Functions.MasterData;
using DataHound.Functions.Notifications;
using DataHound.Functions.Pipelines;
using DataHound.Functions.Quality;
using DataHound.Functions.Reviews;
using DataHound.Functions.Scheduling;
using DataHound.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseWhen<RequestTextMiddleware>(RequestTextMiddleware.Concerns);
builder.UseWhen<IdempotencyMiddleware>(IdempotencyMiddleware.Concerns);
builder.Configuration["DailyRunSchedule"] ??= "0 0 20 * * *";
builder.Configuration["CollectionSchedule"] ??= "0 30 3 * * *";
builder.Configuration["ReconciliationSchedule"] ??= "0 12 * * * *";
builder.Configuration["ReconcileInstancesSchedule"] ??= "40 */5 * * * *";
builder.Configuration["RunDueTasksSchedule"] ??= "*/10 * * * * *";
builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddDataHoundStorage(builder.Configuration);
builder.Services.AddSingleton(builder.Configuration.GetSection("DataHound:DropFolder").Get<DropFolderOptions>() ?? new DropFolderOptions());
builder.Services.AddSingleton<ISource, DropFolderSource>();
builder.Services.AddOptions<IngestionOptions>()
    .Bind(builder.Configuration.GetSection("DataHound:Ingestion"))
    .Validate(options => options.UploadLimitBytes is null or (>= 1 and <= 64L << 30), "DataHound:Ingestion:UploadLimitBytes must be 1 to 64 GiB in bytes.")
    .ValidateOnStart();
builder.Services.AddSingleton<UploadLimit>();
builder.Services.AddOptions<IdempotencyOptions>()
    .Bind(builder.Configuration.GetSection("DataHound:Idempotency"))
    .Validate(options => options.Lifetime >= TimeSpan.FromMinutes(1), "DataHound:Idempotency:Lifetime must be at least a minute.")
    .Validate(options => options.RequestFor >= TimeSpan.FromSeconds(1), "DataHound:Idempotency:RequestFor must be at least a second.")
    .Validate(options => options.LongestAnswer >= 0, "DataHound:Idempotency:LongestAnswer must not be negative.")
    .ValidateOnStart();
builder.Services.AddSingleton<IdempotentRequests>();
builder.Services.AddSingleton<DatasetLookup>();
builder.Services.AddSingleton<PastEvents>();
builder.Services.AddSingleton<DataCheckStarter>();
builder.Services.AddSingleton<QuarantineReplayStarter>();
builder.Services.AddNotifications(builder.Configuration);
builder.Services.AddSingleton<StageCatalog>();
builder.Services.AddSingleton<RunStarter>();
builder.Services.AddSingleton<RunHeartbeat>();
builder.Services.AddSingleton<PlannedRuns>();
builder.Services.AddSingleton<ITaskType, PipelineTask>();
builder.Services.AddSingleton<ITaskType, DailyRunsTask>();
builder.Services.AddSingleton<ITaskType, BackfillTask>();
builder.Services.AddSingleton<PlannedChecks>();
builder.Services.AddSingleton<ITaskType, VerifyTask>();
builder.Services.AddSingleton<ITaskType, CollectGarbageTask>();
builder.Services.AddSingleton<ITaskType, ReconcileTask>();
builder.Services.AddSingleton<ITaskType, PurgeIdempotencyKeysTask>();
builder.Services.AddSingleton<ITaskType, PurgeTaskRunsTask>();
builder.Services.AddSingleton<TaskTypes>();
builder.Services.AddSingleton<ScheduleDefinitions>();
builder.Services.AddHostedService<DefaultTasks>();
builder.Services.AddSingleton<ReviewDelivery>();

await builder.Build().RunAsync();
