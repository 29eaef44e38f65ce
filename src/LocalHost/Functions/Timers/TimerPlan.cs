using LocalHost.Functions.Discovery;
using LocalHost.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace LocalHost.Functions.Timers;

/// <summary>A timer function with its schedule.</summary>
internal sealed record TimerPlan
{
    private const int DefaultCatchUpLimit = 100;
    private const int MostCatchUpLimit = 100_000;

    public required FunctionDescriptor Function { get; init; }

    public required TimerSchedule Schedule { get; init; }

    /// <summary>The schedule's text with settings resolved.</summary>
    public required string Text { get; init; }

    /// <summary>Whether missed ticks are made good.</summary>
    public required bool UseMonitor { get; init; }

    /// <summary>What becomes of ticks that were missed.</summary>
    public required CatchUp CatchUp { get; init; }

    /// <summary>The most missed ticks that are made good one by one; older ones are passed over.</summary>
    public required int CatchUpLimit { get; init; }

    /// <summary>The delays between retries of a failed run.</summary>
    public required RetryDelays Retries { get; init; }

    /// <summary>Plans the timers that are not disabled (<c>AzureWebJobs.NAME.Disabled</c>).</summary>
    public static IReadOnlyList<TimerPlan> Make(FunctionCatalog catalog, IConfiguration configuration, TimeZoneInfo timeZone, RetryDelays retries, ICollection<string> problems)
    {
        List<TimerPlan> plans = [];
        SettingReader settings = new(configuration.GetSection("LocalHost:Timers"), problems);
        CatchUp catchUp = settings.Choice(nameof(CatchUp), CatchUp.Latest);
        int limit = (int)settings.Number(nameof(CatchUpLimit), DefaultCatchUpLimit, 1, MostCatchUpLimit);
        foreach (FunctionDescriptor function in catalog.Functions.Where(function => function.Kind == FunctionKind.Timer))
        {
            bool isDisabled = string.Equals(configuration[$"AzureWebJobs.{function.Name}.Disabled"], "true", StringComparison.OrdinalIgnoreCase);
            try
            {
                string text = Resolve(function.Timer.Schedule, configuration);
                TimerSchedule schedule = TimerSchedule.Parse(text, timeZone);
                bool isMonitored = function.Timer.UseMonitor && (function.MonitorIsExplicit || !schedule.IsRapid);
                TimerPlan plan = new()
                {
                    Function = function,
                    Text = text,
                    Schedule = schedule,
                    UseMonitor = isMonitored,
                    CatchUp = Choose(settings.Section(function.Name), catchUp, isMonitored),
                    CatchUpLimit = limit,
                    Retries = RetryDelays.From(function.Retry, retries),
                };
                if (!isDisabled)
                    plans.Add(plan);
            }
            catch (FormatException exception)
            {
                problems.Add($"The schedule '{function.Timer.Schedule}' of the timer '{function.Name}' is not valid: {exception.Message}.");
            }
        }

        return plans;
    }

    private static CatchUp Choose(SettingReader own, CatchUp fallback, bool isMonitored)
    {
        CatchUp chosen = own.Choice(nameof(CatchUp), fallback);
        if (isMonitored || chosen != CatchUp.All)
            return chosen;
        if (own.Text(nameof(CatchUp)) is not null)
            own.Problem(nameof(CatchUp), "is all, but this timer is not monitored (UseMonitor), so what it misses is not known");
        return CatchUp.Latest;
    }

    private static string Resolve(string schedule, IConfiguration configuration)
    {
        if (schedule.Length < 3 || schedule[0] != '%' || schedule[^1] != '%')
            return schedule.Trim();
        string name = schedule[1..^1];
        return configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value
            ? value.Trim()
            : throw new FormatException($"the setting '{name}' is not set");
    }
}
