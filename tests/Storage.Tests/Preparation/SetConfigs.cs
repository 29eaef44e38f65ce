using DataHound.Domain.Companies;
using DataHound.Domain.Events;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Storage.ConfigPlane;

namespace Storage.Tests.Preparation;

/// <summary>The extraction configuration of a test, and nothing else.</summary>
internal sealed class SetConfigs(ExtractionConfig extraction) : ICompanyConfigs
{
    public Task<ExtractionConfig> GetExtractionAsync(string company, CancellationToken cancellationToken) => Task.FromResult(extraction);

    public Task<IReadOnlyList<Company>> ListCompaniesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Company?> FindCompanyAsync(string company, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<EventConfig> GetEventsAsync(string company, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListPipelinesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PipelineDefinition?> FindPipelineAsync(string pipeline, CancellationToken cancellationToken) => throw new NotSupportedException();
}
