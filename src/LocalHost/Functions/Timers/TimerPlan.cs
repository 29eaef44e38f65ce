using LocalHost.Functions.Discovery;
using Microsoft.Extensions.Configuration;

namespace LocalHost.Functions.Timers;

/// <summary>A timer function with its schedule.</summary>
internal sealed record TimerPlan
{
    public required FunctionDescriptor Function { get; init; }

    public required TimerSchedule Schedule { get; init; }

    /// <summary>The schedule's text with settings resolved.</summary>
    public required string Text { get; init; }

    /// <summary>Whether missed ticks are made good.</summary>
    public required bool UseMonitor { get; init; }

    /// <summary>The delays between retries of a failed run.</summary>
    public required RetryDelays Retries { get; init; }

    /// <summary>Plans the timers that are not disabled (<c>AzureWebJobs.NAME.Disabled</c>).</summary>
    public static IReadOnlyList<TimerPlan> Make(FunctionCatalog catalog, IConfiguration configuration, TimeZoneInfo timeZone, ICollection<string> problems)
    {
        List<TimerPlan> plans = [];
        foreach (FunctionDescriptor function in catalog.Functions.Where(function => function.Kind == FunctionKind.Timer))
        {
            bool isDisabled = string.Equals(configuration[$"AzureWebJobs.{function.Name}.Disabled"], "true", StringComparison.OrdinalIgnoreCase);
            try
            {
                string text = Resolve(function.Timer.Schedule, configuration);
                TimerSchedule schedule = TimerSchedule.Parse(text, timeZone);
                TimerPlan plan = new()
                {
                    Function = function,
                    Text = text,
                    Schedule = schedule,
                    UseMonitor = function.Timer.UseMonitor && (function.MonitorIsExplicit || !schedule.IsRapid),
                    Retries = RetryDelays.From(function.Retry),
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
