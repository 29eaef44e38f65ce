using DataHound.Domain.Companies;
using DataHound.Domain.Time;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Pipelines;

namespace DataHound.Storage.Events;

/// <summary>What every query of a run needs to know: whose run it is, and what the company's clock shows.</summary>
internal sealed class RunScope
{
    /// <summary>Version of the shape of profiles, events and lists.</summary>
    public const string SchemaVersion = "1";

    private readonly StageContext _context;
    private readonly Company _company;

    private RunScope(StageContext context, Company company)
    {
        _context = context;
        _company = company;
        LocalTime = CompanyClock.LocalTime(context.AsOf, TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone));
    }

    /// <summary>The run's logical instant on the company's clock.</summary>
    public DateTime LocalTime { get; }

    /// <summary>Finds the company of a run.</summary>
    public static async Task<RunScope> OpenAsync(StageContext context, ICompanyConfigs configs, CancellationToken cancellationToken)
    {
        var company = await configs.FindCompanyAsync(context.Company, cancellationToken)
            ?? throw new InvalidOperationException($"No configuration names the company '{context.Company}'.");
        return new RunScope(context, company);
    }

    /// <summary>The values that queries name: company, as_of (company-local), instant and zone.</summary>
    public Dictionary<string, object?> Values() => new(StringComparer.Ordinal)
    {
        ["company"] = _company.Slug,
        ["as_of"] = LocalTime,
        ["instant"] = _context.AsOf,
        ["zone"] = _company.TimeZone,
    };

    /// <summary>Where a gold dataset of this run is written.</summary>
    public TableTarget Target(string dataset) => new()
    {
        Company = _company.Slug,
        Layer = DataLayer.Gold,
        Dataset = dataset,
        SchemaVersion = SchemaVersion,
        RunId = _context.RunId,
        LocalDate = DateOnly.FromDateTime(LocalTime),
    };
}
