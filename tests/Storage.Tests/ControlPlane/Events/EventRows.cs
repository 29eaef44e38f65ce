using DataHound.Storage.ControlPlane.Events;

namespace Storage.Tests.ControlPlane.Events;

/// <summary>Short ways to event rows.</summary>
internal static class EventRows
{
    public static DateTimeOffset Found { get; } = new(2026, 2, 28, 20, 0, 0, TimeSpan.Zero);

    public static EventIndexRow Active(string id, string type = "canceled_jobs") => new()
    {
        EventId = id,
        EventType = type,
        EntityType = "job",
        EntityId = $"job of {id}",
        Status = "active",
        Severity = "high",
        FirstSeenAt = Found,
        LastSeenAt = Found,
        DetailsJson = """{"days_old": 3}""",
    };

    public static async IAsyncEnumerable<EventIndexRow> Stream(params IEnumerable<EventIndexRow> rows)
    {
        foreach (var row in rows)
            yield return row;
        await Task.CompletedTask;
    }
}
