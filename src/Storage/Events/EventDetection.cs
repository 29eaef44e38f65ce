using DataHound.Domain.Events;
using DataHound.Domain.Preparation;
using DataHound.Domain.Profiles;
using DataHound.Domain.Time;
using DataHound.Storage.Profiles;
using DuckDb;

namespace DataHound.Storage.Events;

/// <summary>How a type of event is detected: what is read, which queries run, and which values they are given.</summary>
internal sealed record EventDetection
{
    private static readonly SqlScript LifeCycle = SqlScript.Load(typeof(EventDetection), nameof(LifeCycle));
    private static readonly SqlScript EventRows = SqlScript.Load(typeof(EventDetection), nameof(EventRows));

    /// <summary>The type.</summary>
    public required EventType Type { get; init; }

    /// <summary>The master datasets that are read.</summary>
    public required IReadOnlyList<string> Masters { get; init; }

    /// <summary>The master dataset whose rows are judged: an event comes of one of them, and of each at most one.</summary>
    public required string Judged { get; init; }

    /// <summary>The column of <c>found</c> that names the judged row.</summary>
    public string Subject { get; init; } = "entity_id";

    /// <summary>Counts what became of the judged rows and of the events known before, once <see cref="Run"/> is done.</summary>
    public SqlScript Rows => EventRows
        .With("judged", DuckSql.Identifier(Judged))
        .With("key", DuckSql.Identifier(FieldServiceDatasets.Find(Judged)!.Key))
        .With("subject", DuckSql.Identifier(Subject));

    /// <summary>The queries that fill <c>found</c> and <c>stopping</c>, in order.</summary>
    public required IReadOnlyList<SqlScript> Scripts { get; init; }

    /// <summary>Adds the values of the type's rules; the run's local time is given.</summary>
    public required Action<Dictionary<string, object?>, EventConfig, DateTime> AddRules { get; init; }

    /// <summary>All detections, in the order of <see cref="EventTypes.All"/>.</summary>
    public static IReadOnlyList<EventDetection> All { get; } =
    [
        new()
        {
            Type = EventTypes.OverdueMaintenance,
            Masters = ["jobs", "locations"],
            Judged = "jobs",
            Subject = "job_id",
            Scripts = [Script("Places"), Script("OverdueMaintenance")],
            AddRules = static (values, config, _) =>
            {
                values["job_types"] = ComparedWords.Of(config.OverdueMaintenance.JobTypes);
                values["job_type_contains"] = ComparedWords.Of(config.OverdueMaintenance.JobTypeContains);
                values["min_months"] = config.OverdueMaintenance.MinMonths;
                values["max_months"] = config.OverdueMaintenance.MaxMonths;
            },
        },
        new()
        {
            Type = EventTypes.CanceledJobs,
            Masters = ["jobs", "locations", "customers", "calls", "sms"],
            Judged = "jobs",
            Scripts = [Script("Places"), Script("CanceledJobSubjects"), Script("Replies"), Script("CanceledJobs")],
            AddRules = static (values, config, now) =>
            {
                values["canceled_statuses"] = JobStatuses.Canceled;
                values["window_start"] = CalendarMonths.Before(now, config.CanceledJobs.Months);
            },
        },
        new()
        {
            Type = EventTypes.UnsoldEstimates,
            Masters = ["jobs", "estimates", "locations", "customers", "calls", "sms"],
            Judged = "estimates",
            Scripts = [Script("Places"), Script("PlacedEstimates"), Script("UnsoldEstimateSubjects"), Script("Replies"), Script("UnsoldEstimates")],
            AddRules = static (values, config, now) =>
            {
                values["window_start"] = CalendarMonths.Before(now, config.UnsoldEstimates.Months);
                values["job_days"] = config.UnsoldEstimates.JobDays;
            },
        },
        new()
        {
            Type = EventTypes.AgingSystems,
            Masters = ["jobs", "locations", "permits"],
            Judged = "locations",
            Scripts = [Script("Places"), Script("AgingSystems")],
            AddRules = static (values, config, _) =>
            {
                values["completed_statuses"] = JobStatuses.Completed;
                values["permit_types"] = ComparedWords.Of(config.PermitTypes);
                values["system_words"] = config.AgingSystems.SystemWords;
                values["min_years"] = config.AgingSystems.MinYears;
                values["months_per_year"] = CalendarMonths.PerYear;
            },
        },
        new()
        {
            Type = EventTypes.LostCustomers,
            Masters = ["customers", "locations", "calls", "jobs", "permits"],
            Judged = "customers",
            Scripts = [ProfileQueries.CustomerAddresses, ProfileQueries.CustomerPermits, Script("LostCustomers")],
            AddRules = static (values, config, _) =>
            {
                values["company_names"] = config.CompanyNames;
                values["permit_types"] = ComparedWords.Of(config.PermitTypes);
            },
        },
    ];

    /// <summary>Fills the temporary table <c>events</c> from the relations of the masters and <c>previous</c>.</summary>
    public void Run(DuckConnection connection, IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken)
    {
        foreach (var script in Scripts)
            script.Run(connection, values, cancellationToken);
        LifeCycle
            .With("found_fields", EventDataset.Fields(Type, "found"))
            .With("found_details", EventDataset.Details(Type, "found"))
            .With("fields", EventDataset.Fields(Type))
            .Run(connection, values, cancellationToken);
    }

    private static SqlScript Script(string name) => SqlScript.Load(typeof(EventDetection), name);
}
