using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Ingestion;
using DataHound.Storage.Preparation.Reading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DataHound.Storage.Quality;

/// <summary>Puts the work on quarantined rows into a container.</summary>
internal static class QualityServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IQuarantine"/> and <see cref="IQuarantineReplays"/>.</summary>
    public static IServiceCollection AddQuarantine(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => QuarantineOptions.Read(configuration))
        .AddSingleton(provider => new QuarantineOriginals(
            provider.Database(), provider.GetRequiredService<IReceivedFiles>(), provider.GetRequiredService<IObjectStore>(), provider.GetRequiredService<TableEngine>(), provider.GetRequiredService<ReadingLimits>()))
        .AddSingleton(provider => new Quarantine(
            provider.Database(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IDatasetCatalog>(), provider.GetRequiredService<TableEngine>(),
            provider.GetRequiredService<ICompanyConfigs>(), provider.GetRequiredService<QuarantineOriginals>(), provider.GetRequiredService<QuarantineOptions>()))
        .AddSingleton<IQuarantine>(provider => provider.GetRequiredService<Quarantine>())
        .AddSingleton<IQuarantineReplays>(provider => new QuarantineReplays(
            provider.Database(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Quarantine>(), provider.GetRequiredService<QuarantineOriginals>(),
            provider.GetRequiredService<IReceivedFiles>(), provider.GetRequiredService<ICompanyConfigs>(), provider.GetRequiredService<TableEngine>()));

    private static NpgsqlDataSource Database(this IServiceProvider provider) => provider.GetRequiredService<ControlPlaneDatabase>().Source;
}
