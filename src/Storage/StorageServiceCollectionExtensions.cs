using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ConfigPlane.Archives;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ConfigPlane.Layers;
using DataHound.Storage.ConfigPlane.Secrets;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Backfills;
using DataHound.Storage.ControlPlane.Cursors;
using DataHound.Storage.ControlPlane.Events;
using DataHound.Storage.ControlPlane.Idempotency;
using DataHound.Storage.ControlPlane.Leases;
using DataHound.Storage.ControlPlane.Model;
using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Reviews;
using DataHound.Storage.ControlPlane.Reconciling;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Upkeep;
using DataHound.Storage.ControlPlane.Scheduling;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Catalog;
using DataHound.Storage.DataPlane.Checks;
using DataHound.Storage.DataPlane.Lineage;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.DataPlane.Reading;
using DataHound.Storage.DataPlane.Retention;
using DataHound.Storage.DataPlane.Schemas;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.DataPlane.Verification;
using DataHound.Storage.Events;
using DataHound.Storage.Ingestion;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Pipelines.Plans;
using DataHound.Storage.Preparation;
using DataHound.Storage.Preparation.Reading;
using DataHound.Storage.Quality;
using DataHound.Storage.Quality.Parity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DataHound.Storage;

/// <summary>Puts Storage into a container.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>Adds the three planes, their health checks, and a hosted service that brings the tables up to date before anything else starts.</summary>
    public static IServiceCollection AddDataHoundStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => StorageOptions.Read(configuration));
        services.AddSingleton(_ => ReadingLimits.Read(configuration));
        services.AddSingleton(_ => RetentionOptions.Read(configuration));
        services.AddSingleton(_ => VerificationOptions.Read(configuration));
        services.AddSingleton(_ => ReconcilingOptions.Read(configuration));
        services.AddSingleton(_ => ControlPlaneOptions.Read(configuration));
        services.AddSingleton(_ => BackfillOptions.Read(configuration));
        services.AddSingleton(_ => SchedulingOptions.Read(configuration));
        services.AddHostedService<StorageStart>();
        services.AddHealthChecks()
            .AddCheck<PostgresHealthCheck>("postgres")
            .AddCheck<ObjectStoreHealthCheck>("object_store")
            .AddCheck<TableEngineHealthCheck>("duckdb");
        return services.AddControlPlane().AddDataPlane().AddConfigPlane(configuration).AddPreparationStages().AddDetection().AddQuarantine(configuration).AddSingleton<IRunPlanner>(provider => new RunPlanner(
            provider, provider.GetServices<IPipelineStage>(), provider.GetRequiredService<TableEngine>(), provider.GetRequiredService<IObjectStore>(),
            provider.GetRequiredService<IDatasetCatalog>(), provider.GetRequiredService<IReceivedFiles>()));
    }

    private static IServiceCollection AddControlPlane(this IServiceCollection services)
    {
        services.AddSingleton(provider => new ControlPlaneDatabase(provider.GetRequiredService<StorageOptions>().PostgresConnectionString));
        services.AddDbContextFactory<ControlPlaneContext>((provider, context) => context
            .UseNpgsql(provider.Database(), npgsql => npgsql.MigrationsHistoryTable(ControlPlaneContext.HistoryTable, ControlPlaneContext.Schema))
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)));
        services.AddSingleton(provider => new ControlPlaneMigrator(provider.Database(), provider.GetRequiredService<IDbContextFactory<ControlPlaneContext>>()));
        services.AddSingleton<IRunStore>(provider => new PostgresRunStore(provider.Database(), provider.Clock()));
        services.AddSingleton<IFoundRuns>(provider => new PostgresFoundRuns(provider.Database(), provider.Clock()));
        services.AddSingleton(provider => new PostgresIdempotencyKeys(provider.Database(), provider.Clock()));
        services.AddSingleton<IBackfills>(provider => new PostgresBackfills(provider.Database(), provider.Clock(), provider.GetRequiredService<BackfillOptions>()));
        services.AddSingleton<IIdempotencyKeys>(provider => provider.GetRequiredService<PostgresIdempotencyKeys>());
        services.AddSingleton<IEffects>(provider => new Effects(provider.Database(), provider.GetRequiredService<PostgresIdempotencyKeys>(), provider.Clock()));
        services.AddSingleton<IAuditLog>(provider => new PostgresAuditLog(provider.Database(), provider.Clock()));
        services.AddSingleton<ICursors>(provider => new PostgresCursors(provider.Database()));
        services.AddSingleton<IControlPlaneUpkeep>(provider => new PostgresUpkeep(
            provider.Database(), provider.GetRequiredService<IIdempotencyKeys>(), provider.GetRequiredService<ControlPlaneOptions>(),
            provider.GetRequiredService<ReconcilingOptions>(), provider.Clock()));
        services.AddSingleton<ILeases>(provider => new PostgresLeases(provider.Database(), provider.Clock()));
        services.AddSingleton<INotificationOutbox>(provider => new PostgresNotificationOutbox(provider.Database(), provider.Clock()));
        services.AddSingleton<INotificationRouter>(provider => new NotificationRouter(provider.Database(), provider.GetRequiredService<INotificationConfigs>(), provider.Clock()));
        services.AddSingleton<INotificationQueue>(provider => new PostgresNotificationQueue(provider.Database(), provider.Clock()));
        services.AddSingleton<INotificationLedger>(provider => new PostgresNotificationLedger(provider.Database(), provider.Clock()));
        services.AddSingleton<INotificationEndpoints>(provider => new PostgresNotificationEndpoints(provider.Database(), provider.Clock()));
        services.AddSingleton<IAlerts>(provider => new PostgresAlerts(provider.Database(), provider.Clock()));
        services.AddSingleton<IScheduledTasks>(provider => new PostgresScheduledTasks(provider.Database(), provider.Clock()));
        services.AddSingleton<ITaskRuns>(provider => new PostgresTaskRuns(provider.Database(), provider.Clock(), provider.GetRequiredService<SchedulingOptions>()));
        services.AddSingleton<IReviewGates>(provider => new PostgresReviewGates(provider.Database(), provider.Clock()));
        services.AddSingleton<IEventIndex>(provider => new PostgresEventIndex(provider.Database(), provider.Clock()));
        services.AddSingleton<IStageStore>(provider => new PostgresStageStore(provider.Database(), provider.Clock(), new StageCommitter(
            provider.Database(), provider.Clock(), provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<IEventRowSource>())));
        return services;
    }

    private static IServiceCollection AddDataPlane(this IServiceCollection services)
    {
        services.AddSingleton<IObjectStore>(provider => provider.GetRequiredService<StorageOptions>() is { ObjectStore: StorageOptions.Azure } options
            ? new BlobObjectStore(BlobContainers.Open(options), options.DownloadsFolder)
            : new FolderObjectStore(provider.GetRequiredService<StorageOptions>().ObjectsFolder));
        services.AddSingleton<IDatasetCatalog>(provider => new PostgresDatasetCatalog(provider.Database()));
        services.AddSingleton<IDatasetHistory>(provider => new PostgresDatasetHistory(provider.Database(), provider.Clock(), provider.GetRequiredService<EventReconciler>()));
        services.AddSingleton<IDatasetReader, DatasetReader>();
        services.AddSingleton<IDataLineage>(provider => new DataLineage(
            provider.GetRequiredService<IDatasetCatalog>(), provider.GetRequiredService<IDatasetReader>(), new PreparedFiles(provider.Database(), provider.GetRequiredService<IReceivedFiles>())));
        services.AddSingleton<ISchemaDriftLog>(provider => new PostgresSchemaDriftLog(provider.Database()));
        services.AddSingleton<IDatasetParity>(provider => new DatasetParity(provider.GetRequiredService<TableEngine>()));
        services.AddSingleton(provider => new GarbageCollector(
            provider.Database(), provider.Clock(), provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<ILeases>(), provider.GetRequiredService<RetentionOptions>()));
        services.AddSingleton(provider => new DataVerifier(
            provider.Database(), provider.Clock(), provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<TableEngine>(),
            provider.GetRequiredService<VerificationOptions>(), provider.GetRequiredService<RetentionOptions>()));
        services.AddSingleton(provider => new EventReconciler(
            provider.Database(), provider.Clock(), provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<IEventRowSource>(), provider.GetRequiredService<ReconcilingOptions>()));
        services.AddSingleton(provider => new Reconciler(
            provider.Database(), provider.Clock(),
            provider.GetRequiredService<EventReconciler>(),
            new RunDrift(provider.Database(), provider.Clock(), provider.GetRequiredService<ReconcilingOptions>()),
            new ObjectDrift(provider.Database(), provider.Clock(), provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<RetentionOptions>()),
            provider.GetRequiredService<ReconcilingOptions>()));
        services.AddSingleton<IDataChecks>(provider => new PostgresDataChecks(
            provider.Database(), provider.Clock(), provider.GetRequiredService<GarbageCollector>(), provider.GetRequiredService<DataVerifier>(), provider.GetRequiredService<Reconciler>()));
        services.AddSingleton<IReceivedFiles>(provider => new PostgresReceivedFiles(
            provider.Database(), provider.GetRequiredService<IObjectStore>(), provider.Clock(), provider.GetRequiredService<StorageOptions>().IncomingFolder));
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<StorageOptions>();
            return new TableEngine(
                new TableEngineOptions
                {
                    MemoryLimit = options.TableMemoryLimit,
                    Threads = options.TableThreads,
                    LibraryPath = options.TableLibraryPath,
                    WorkDirectory = Path.Combine(options.WorkFolder, Guid.NewGuid().ToString("N")),
                    ReadDirectories = [options.ObjectsFolder, options.DownloadsFolder],
                },
                provider.GetRequiredService<IObjectStore>(),
                provider.GetServices<ISqlFunctions>(),
                new SchemaUpgrades(provider.GetServices<SchemaUpgrade>()));
        });
        return services;
    }

    private static IServiceCollection AddConfigPlane(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => SecretOptions.Read(configuration));
        services.AddSingleton<ISecrets>(provider => new SecretSources(
            [.. SecretPlaces.Of(provider.GetRequiredService<SecretOptions>())],
            provider.GetRequiredService<SecretOptions>().MaximumAge, provider.Clock(), provider.GetRequiredService<ILogger<SecretSources>>()));
        services.AddSingleton(_ => EnvironmentLayer.OfProcess());
        services.AddSingleton(provider => new PostgresConfigDocuments(
            provider.Database(), provider.Clock(), provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<EnvironmentLayer>()));
        services.AddSingleton<IConfigDocuments>(provider => provider.GetRequiredService<PostgresConfigDocuments>());
        services.AddSingleton<CompanyConfigs>();
        services.AddSingleton<ICompanyConfigs>(provider => provider.GetRequiredService<CompanyConfigs>());
        services.AddSingleton<IGlobalConfigs>(provider => provider.GetRequiredService<CompanyConfigs>());
        services.AddSingleton<IFeatures>(provider => provider.GetRequiredService<CompanyConfigs>());
        services.AddSingleton<ISecretReader>(provider => new SecretReader(provider.GetRequiredService<ISecrets>()));
        services.AddSingleton<INotificationConfigs>(provider => provider.GetRequiredService<CompanyConfigs>());
        services.AddSingleton(provider => new ConfigImporter(provider.GetRequiredService<PostgresConfigDocuments>()));
        services.AddSingleton(provider => new ConfigArchive(provider.GetRequiredService<PostgresConfigDocuments>()));
        services.AddSingleton(provider => new ConfigReload(
            provider.GetRequiredService<StorageOptions>(), provider.GetRequiredService<ConfigImporter>(), provider.GetRequiredService<EnvironmentLayer>(), provider.GetRequiredService<ILogger<ConfigReload>>()));
        return services;
    }

    private static NpgsqlDataSource Database(this IServiceProvider provider) => provider.GetRequiredService<ControlPlaneDatabase>().Source;

    private static TimeProvider Clock(this IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
