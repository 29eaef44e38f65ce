using DataHound.Domain.Events;
using DataHound.Domain.Preparation;
using DuckDb;

namespace DataHound.Storage.Events;

/// <summary>The columns of a gold dataset of events.</summary>
internal static class EventDataset
{
    private static readonly (string Name, string Type)[] Leading =
    [
        ("event_id", "VARCHAR"), ("event_type", "VARCHAR"), ("entity_type", "VARCHAR"), ("entity_id", "VARCHAR"), ("status", "VARCHAR"), ("reason", "VARCHAR"),
        ("severity", "VARCHAR"), ("detected_at", "TIMESTAMPTZ"), ("first_seen_at", "TIMESTAMPTZ"), ("last_seen_at", "TIMESTAMPTZ"), ("transition", "VARCHAR"),
    ];

    /// <summary>All columns of a type's dataset, in order, with their SQL types.</summary>
    public static IEnumerable<(string Name, string Type)> Columns(EventType type) =>
        [.. Leading, .. type.Fields.Select(field => (field.Column, SqlTypes.Of(field.Type))), ("details", "VARCHAR")];

    /// <summary>The type's fields as a SELECT list, from a relation when one is given.</summary>
    public static string Fields(EventType type, string? relation = null) =>
        string.Join(", ", type.Fields.Select(field => relation is null ? DuckSql.Identifier(field.Column) : $"{relation}.{DuckSql.Identifier(field.Column)}"));

    /// <summary>The type's fields as JSON text; timestamps are ISO 8601 without zone.</summary>
    public static string Details(EventType type, string relation)
    {
        var parts = type.Fields.Select(field =>
        {
            var column = $"{relation}.{DuckSql.Identifier(field.Column)}";
            return $"{DuckSql.Literal(field.Name)}: {(field.Type == ColumnType.Timestamp ? $"strftime({column}, '%Y-%m-%dT%H:%M:%S')" : column)}";
        });
        return $"to_json({{{string.Join(", ", parts)}}})::VARCHAR";
    }
}
