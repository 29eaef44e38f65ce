using DataHound.Domain.Companies;
using DataHound.Domain.Events;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Storage.ConfigPlane;

namespace Storage.Tests.Events;

/// <summary>The configuration of one company with given event rules.</summary>
public sealed class FixedConfigs(EventConfig events) : ICompanyConfigs
{
    public const string Slug = "barton-creek";

    private static readonly Company BartonCreek = new() { Slug = Slug, DisplayName = "Barton Creek Heating & Air", TimeZone = "America/Chicago" };

    public Task<IReadOnlyList<Company>> ListCompaniesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Company>>([BartonCreek]);

    public Task<Company?> FindCompanyAsync(string company, CancellationToken cancellationToken) => Task.FromResult(company == Slug ? BartonCreek : null);

    public Task<EventConfig> GetEventsAsync(string company, CancellationToken cancellationToken) => Task.FromResult(events);

    public Task<ExtractionConfig> GetExtractionAsync(string company, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListPipelinesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PipelineDefinition?> FindPipelineAsync(string pipeline, CancellationToken cancellationToken) => throw new NotSupportedException();
}
