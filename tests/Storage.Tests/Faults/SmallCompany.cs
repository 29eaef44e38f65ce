using DataHound.Domain.Companies;
using DataHound.Domain.Delivery;
using DataHound.Domain.Events;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Storage.ConfigPlane;
using Storage.Tests.Preparation;

namespace Storage.Tests.Faults;

/// <summary>The smallest company with something in every stage: rows that are good, quarantined and superseded, an event, a list.</summary>
internal sealed class SmallCompany : ICompanyConfigs
{
    public const string Slug = StageHouse.Company;

    public static DateTimeOffset AsOf { get; } = new(2015, 6, 24, 20, 0, 0, TimeSpan.FromHours(-5));

    public static IReadOnlyList<(string Name, string Text)> Files { get; } =
    [
        ("customers.csv", "Customer ID,Name,Full Address\n7,Ann Lee,1 Main St Austin TX 78701\n8,Bo Ray,2 Main St Austin TX 78701\n"),
        ("locations.csv", "Location ID,Customer ID,Address,City,State,Zip\n70,7,1 Main St,Austin,TX,78701\n80,8,2 Main St,Austin,TX,78701\n"),
        ("jobs.csv", "Job ID,Created Date,Customer ID,Location ID,Status,Scheduled Date\n1,06/01/2015,7,70,Canceled,06/02/2015\n2,06/03/2015,8,80,Completed,06/03/2015\n2,06/03/2015,8,80,Completed,06/03/2015\n3,,8,80,Completed,\n"),
    ];

    public Task<IReadOnlyList<Company>> ListCompaniesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Company>>([Company]);

    public Task<Company?> FindCompanyAsync(string company, CancellationToken cancellationToken) => Task.FromResult<Company?>(Company);

    public Task<ExtractionConfig> GetExtractionAsync(string company, CancellationToken cancellationToken) => Task.FromResult(Configs.Small());

    public Task<EventConfig> GetEventsAsync(string company, CancellationToken cancellationToken) =>
        Task.FromResult(new EventConfig { Lists = [new EventList { Name = "canceled", EventType = "canceled_jobs" }] });

    public Task<IReadOnlyList<string>> ListPipelinesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PipelineDefinition?> FindPipelineAsync(string pipeline, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static Company Company { get; } = new() { Slug = Slug, DisplayName = "Small", TimeZone = "America/Chicago" };
}
