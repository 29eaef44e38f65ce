namespace DataHound.Domain.Scheduling;

/// <summary>What is to be done and when, as people say it.</summary>
public sealed record ScheduledTaskDefinition
{
    /// <summary>The value of <see cref="Company"/> for work that is no single company's.</summary>
    public const string AllCompanies = "all";

    /// <summary>The task's name: 1 to 100 of lower-case letters, digits, dot, hyphen and underscore, beginning with a letter or digit.</summary>
    public required string Key { get; init; }

    /// <summary>The kind of work, such as <c>pipeline</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The company's slug, or <see cref="AllCompanies"/>.</summary>
    public required string Company { get; init; }

    /// <summary>What the kind of work needs to know: a JSON object.</summary>
    public string ConfigJson { get; init; } = "{}";

    /// <summary>When.</summary>
    public required ScheduleExpression Schedule { get; init; }

    /// <summary>IANA name of the zone whose clock the schedule follows; default UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Who goes first when more is due than may run: the lower number. 0 to 1,000, default 99.</summary>
    public int Priority { get; init; } = 99;

    /// <summary>What becomes of missed ticks; default the latest.</summary>
    public CatchUp CatchUp { get; init; } = CatchUp.Latest;

    /// <summary>Most missed ticks that are run with <see cref="CatchUp.All"/>: 1 to 1,000, default 100.</summary>
    public int CatchUpLimit { get; init; } = 100;

    /// <summary>What becomes of a tick while an earlier run is not done; default skip.</summary>
    public Overlap Overlap { get; init; } = Overlap.Skip;

    /// <summary>What becomes of a tick whose run was lost; default run again.</summary>
    public Recovery Recovery { get; init; } = Recovery.RunAgain;

    /// <summary>Each run begins up to so much later than its tick, always the same for a task and tick: whole seconds, up to a day, default none.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>A run that takes longer is failed: whole seconds, one second to 30 days, default six hours.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(6);
}
