namespace DataHound.Storage.ControlPlane.Events;

/// <summary>
/// The statement that lists a page of events. Every branch of it is a walk along an index from where the page before ended, so a page costs
/// the same however deep it lies and however rare what it is filtered by is: one branch for each type, status and severity that is wanted.
/// </summary>
internal static class EventListSql
{
    private const string Branch =
        "SELECT event_id, first_seen_at FROM control.events_index WHERE company = @company AND event_type = types.event_type AND status = wanted.status AND severity = grave.severity";

    private const string First = $"{Branch} ORDER BY first_seen_at DESC, event_id LIMIT @limit";

    /// <summary>A page that follows another begins among the events of one instant, of which there may be very many: that part is a walk of its own.</summary>
    private const string SameInstant = $"({Branch} AND first_seen_at = @at AND event_id > @name ORDER BY event_id LIMIT @limit)";

    private const string Earlier = $"({Branch} AND first_seen_at < @at ORDER BY first_seen_at DESC, event_id LIMIT @limit)";

    /// <summary>The company's event types, one index probe each.</summary>
    private const string TypesOfCompany =
        """
        WITH RECURSIVE types AS (
            (SELECT event_type FROM control.events_index WHERE company = @company ORDER BY event_type LIMIT 1)
            UNION ALL
            SELECT (SELECT n.event_type FROM control.events_index n WHERE n.company = @company AND n.event_type > t.event_type ORDER BY n.event_type LIMIT 1)
            FROM types t WHERE t.event_type IS NOT NULL)
        """;

    /// <summary>Every status there is; the table's check constraint names them too.</summary>
    public static string[] Statuses { get; } = ["active", "resolved", "archived"];

    /// <summary>Every severity there is; the table's check constraint names them too.</summary>
    public static string[] Severities { get; } = ["low", "medium", "high", "critical"];

    /// <summary>The statement, with the parameters <c>company, type, statuses, severities, at, name, limit</c>.</summary>
    /// <param name="query">The filters.</param>
    /// <param name="continued">Whether the page follows another.</param>
    /// <param name="select">Selects the columns from the event index, named <c>i</c>.</param>
    public static string Of(EventQuery query, bool continued, string select)
    {
        var types = query.EventType is null ? TypesOfCompany : "WITH types AS (SELECT @type AS event_type)";
        return $"""
            {select} WHERE i.event_id IN (
                {types}
                SELECT e.event_id FROM types CROSS JOIN unnest(@statuses) AS wanted (status) CROSS JOIN unnest(@severities) AS grave (severity)
                CROSS JOIN LATERAL ({(continued ? $"{SameInstant} UNION ALL {Earlier}" : First)}) e
                WHERE types.event_type IS NOT NULL ORDER BY e.first_seen_at DESC, e.event_id LIMIT @limit)
            ORDER BY i.first_seen_at DESC, i.event_id
            """;
    }
}
