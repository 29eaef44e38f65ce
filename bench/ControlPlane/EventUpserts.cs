using System.Diagnostics;
using DataHound.Storage.ControlPlane.Events;

namespace DataHound.Bench.ControlPlane;

/// <summary>Measures the event index as a daily run writes it.</summary>
internal static class EventUpserts
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly string[] Types = ["overdue_maintenance", "canceled_jobs", "unsold_estimates", "aging_systems", "lost_customers"];
    private static readonly string[] Severities = ["low", "medium", "high"];

    /// <summary>Rows a second of one upsert.</summary>
    /// <param name="index">The event index.</param>
    /// <param name="company">The company.</param>
    /// <param name="rows">How many events.</param>
    /// <param name="day">Which day's run: on each some of the events have another status.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<double> MeasureAsync(IEventIndex index, string company, int rows, int day, CancellationToken cancellationToken)
    {
        var made = Enumerable.Range(0, rows).Select(number => Row(company, number, day)).ToArray();
        var since = Stopwatch.GetTimestamp();
        await index.UpsertEventsIndexAsync(company, $"{company}:bench:{day}", $"{company}/gold/dataset=events/day-{day}.parquet", Stream(made), cancellationToken);
        return rows / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    private static EventIndexRow Row(string company, int number, int day)
    {
        var resolved = day > 0 && (number + day) % 20 == 0;
        return new EventIndexRow
        {
            EventId = Domain.Identity.StableId.Of(FormattableString.Invariant($"{company}:{number}")),
            EventType = Types[number % Types.Length],
            EntityType = "job",
            EntityId = FormattableString.Invariant($"job-{number}"),
            Status = resolved ? "resolved" : "active",
            Reason = resolved ? "inbound_call" : null,
            Severity = Severities[number % Severities.Length],
            FirstSeenAt = Day.AddDays(-number % 300),
            LastSeenAt = Day.AddDays(day),
            DetailsJson = FormattableString.Invariant($$"""{"days_old": {{number % 400}}, "amount": {{number % 9000}}, "customer_id": "C-{{number}}"}"""),
        };
    }

    private static async IAsyncEnumerable<EventIndexRow> Stream(EventIndexRow[] rows)
    {
        foreach (var row in rows)
            yield return row;
        await Task.CompletedTask;
    }
}
