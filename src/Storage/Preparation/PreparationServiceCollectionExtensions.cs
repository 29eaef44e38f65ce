using DataHound.Storage.Ingestion.Stage;
using DataHound.Storage.MasterData;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Preparation.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DataHound.Storage.Preparation;

/// <summary>Puts the stages from received files to masters into a container.</summary>
public static class PreparationServiceCollectionExtensions
{
    /// <summary>Adds the stages <c>ingest</c>, <c>prepare</c> and <c>upsert</c> with the default limits, unless other limits were added before.</summary>
    public static IServiceCollection AddPreparationStages(this IServiceCollection services)
    {
        services.TryAddSingleton(new ReadingLimits());
        return services
            .AddSingleton<IPipelineStage, IngestStage>()
            .AddSingleton<IPipelineStage, PrepareStage>()
            .AddSingleton<IPipelineStage, UpsertStage>();
    }
}
