using DataHound.Domain.Delivery;
using DataHound.Domain.Events;
using DataHound.Domain.Preparation;

namespace DataHound.Storage.ConfigPlane.Checks;

/// <summary>What event rules must keep, once the company's are laid over the defaults.</summary>
internal static class EventChecks
{
    private static readonly string[] Comparisons = ["<", "<=", "=", ">=", ">"];
    private static readonly string[] RfmModes = ["absolute", "quintile"];

    /// <summary>The rules' problems.</summary>
    public static IEnumerable<ConfigProblem> Check(EventConfig events)
    {
        (string Path, int Value, int Least)[] numbers =
        [
            ("$.overdue_maintenance.min_months", events.OverdueMaintenance.MinMonths, 1),
            ("$.overdue_maintenance.max_months", events.OverdueMaintenance.MaxMonths, events.OverdueMaintenance.MinMonths),
            ("$.canceled_jobs.months", events.CanceledJobs.Months, 1),
            ("$.unsold_estimates.months", events.UnsoldEstimates.Months, 1),
            ("$.unsold_estimates.job_days", events.UnsoldEstimates.JobDays, 0),
            ("$.second_chance_leads.max_days", events.SecondChanceLeads.MaxDays, 1),
            ("$.aging_systems.min_years", events.AgingSystems.MinYears, 1),
        ];
        foreach (var (path, value, least) in numbers)
        {
            if (value < least || value > 1200)
                yield return new ConfigProblem(path, $"must be {least} to 1200");
        }

        if (!RfmModes.Contains(events.Rfm.Mode, StringComparer.Ordinal))
            yield return new ConfigProblem("$.rfm.mode", "must be absolute or quintile");
        foreach (var problem in events.Lists.SelectMany(Check))
            yield return problem;
        foreach (var twice in events.Lists.GroupBy(list => list.Name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
            yield return new ConfigProblem("$.lists", $"has two lists named '{twice.Key}'");
    }

    private static IEnumerable<ConfigProblem> Check(EventList list, int index)
    {
        var path = $"$.lists[{index}]";
        if (!ConfigWords.IsSnakeCase(list.Name))
            yield return new ConfigProblem($"{path}.name", "must be snake_case");
        if (EventTypes.Find(list.EventType) is not { } type)
        {
            yield return new ConfigProblem($"{path}.event_type", $"is not a known event type; known are {string.Join(", ", EventTypes.All.Select(known => known.Name))}");
            yield break;
        }

        if (list.Window is { } window)
        {
            if (!Has(type, window.Field, ColumnType.Timestamp))
                yield return new ConfigProblem($"{path}.window.field", $"is not a timestamp of {type.Name}");
            if (window.DaysBack < 0)
                yield return new ConfigProblem($"{path}.window.days_back", "must be 0 or more");
        }

        if (list.Numeric is { } numeric)
        {
            if (!Has(type, numeric.Field, ColumnType.Integer) && !Has(type, numeric.Field, ColumnType.Money))
                yield return new ConfigProblem($"{path}.numeric.field", $"is not a number of {type.Name}");
            if (!Comparisons.Contains(numeric.Op, StringComparer.Ordinal))
                yield return new ConfigProblem($"{path}.numeric.op", $"must be one of {string.Join(' ', Comparisons)}");
        }
    }

    private static bool Has(EventType type, string field, ColumnType columnType) => type.Fields.Any(known => known.Name == field && known.Type == columnType);
}
