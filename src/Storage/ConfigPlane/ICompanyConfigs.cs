using DataHound.Domain.Companies;
using DataHound.Domain.Events;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;

namespace DataHound.Storage.ConfigPlane;

/// <summary>The active configuration, validated.</summary>
public interface ICompanyConfigs
{
    /// <summary>All companies, by slug.</summary>
    Task<IReadOnlyList<Company>> ListCompaniesAsync(CancellationToken cancellationToken);

    /// <summary>The company, or null when no configuration names it.</summary>
    Task<Company?> FindCompanyAsync(string company, CancellationToken cancellationToken);

    /// <summary>How the company's exports are read.</summary>
    Task<ExtractionConfig> GetExtractionAsync(string company, CancellationToken cancellationToken);

    /// <summary>The company's event rules over the defaults.</summary>
    Task<EventConfig> GetEventsAsync(string company, CancellationToken cancellationToken);

    /// <summary>The names of all pipelines, in order.</summary>
    Task<IReadOnlyList<string>> ListPipelinesAsync(CancellationToken cancellationToken);

    /// <summary>The pipeline, or null when there is none of that name.</summary>
    Task<PipelineDefinition?> FindPipelineAsync(string pipeline, CancellationToken cancellationToken);
}
