using System.Text.RegularExpressions;
using DataHound.Domain.Observability;

namespace DataHound.Domain.Scheduling;

/// <summary>What a task's definition must keep to.</summary>
public static partial class ScheduledTaskRules
{
    private const int HighestPriority = 1000;
    private const int HighestCatchUpLimit = 1000;
    private const int MatchMilliseconds = 1000;
    private static readonly TimeSpan LongestJitter = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestTimeLimit = TimeSpan.FromDays(30);

    /// <summary>Checks a definition.</summary>
    /// <exception cref="UserErrorException"><c>task_invalid</c> names each problem; <c>time_zone_unknown</c>.</exception>
    public static void Check(ScheduledTaskDefinition task)
    {
        var problems = Problems(task).ToList();
        if (problems.Count > 0)
            throw new UserErrorException("task_invalid", $"The task cannot be taken: {string.Join("; ", problems)}.", "Correct what is named and send it again; docs/scheduling.md lists the fields.");
        _ = Zone(task.TimeZone);
    }

    /// <summary>The zone of that IANA name.</summary>
    /// <exception cref="UserErrorException"><c>time_zone_unknown</c>.</exception>
    public static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId
        ? zone
        : throw new UserErrorException("time_zone_unknown", $"There is no time zone '{name}'.", "Use an IANA name such as America/Chicago, or UTC.");

    private static IEnumerable<string> Problems(ScheduledTaskDefinition task)
    {
        if (!KeyPattern().IsMatch(task.Key))
            yield return "key must be 1 to 100 of lower-case letters, digits, dot, hyphen and underscore, beginning with a letter or digit";
        if (task.Priority is < 0 or > HighestPriority)
            yield return FormattableString.Invariant($"priority must be 0 to {HighestPriority}");
        if (task.CatchUpLimit is < 1 or > HighestCatchUpLimit)
            yield return FormattableString.Invariant($"catchUpLimit must be 1 to {HighestCatchUpLimit}");
        if (task.Jitter < TimeSpan.Zero || task.Jitter > LongestJitter)
            yield return FormattableString.Invariant($"jitterSeconds must be 0 to {LongestJitter.TotalSeconds}");
        if (task.TimeLimit < TimeSpan.FromSeconds(1) || task.TimeLimit > LongestTimeLimit)
            yield return FormattableString.Invariant($"timeLimitSeconds must be 1 to {LongestTimeLimit.TotalSeconds}");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,99}$", RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex KeyPattern();
}
