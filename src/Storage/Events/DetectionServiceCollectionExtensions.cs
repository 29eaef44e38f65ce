using DataHound.Storage.ControlPlane.Events;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Delivery;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Profiles;
using Microsoft.Extensions.DependencyInjection;

namespace DataHound.Storage.Events;

/// <summary>Puts the stages after the masters into a container.</summary>
internal static class DetectionServiceCollectionExtensions
{
    /// <summary>Adds the stages profile, detect and lists, the rules they ask in SQL, and the reader of event rows.</summary>
    public static IServiceCollection AddDetection(this IServiceCollection services)
    {
        services.AddSingleton<ISqlFunctions, ProfileFunctions>();
        services.AddSingleton<ISqlFunctions, EventFunctions>();
        services.AddSingleton<ISqlFunctions, ListFunctions>();
        services.AddSingleton<IPipelineStage, ProfileStage>();
        services.AddSingleton<IPipelineStage, DetectStage>();
        services.AddSingleton<IPipelineStage, ListStage>();
        services.AddSingleton<IEventRowSource, EventRowSource>();
        return services;
    }
}
