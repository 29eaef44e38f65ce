using System.Text.Json.Nodes;
using DataHound.Domain.Events;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Reading;

namespace DataHound.Functions.Events;

/// <summary>Events as the runs up to an instant left them: read from the event dataset that was current then, because the index knows only the present.</summary>
/// <param name="history">Which version was current when.</param>
/// <param name="reader">Reads rows.</param>
public sealed class PastEvents(IDatasetHistory history, IDatasetReader reader)
{
    private static readonly string[] Filters = ["status", "severity"];

    /// <summary>A page of events of the type that the request names.</summary>
    /// <exception cref="UserErrorException"><c>event_type_unknown</c> or <c>version_removed</c>.</exception>
    public async Task<ApiPage<object>> ReadAsync(HttpRequest request, string company, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var type = EventTypes.Find(request.Text("type") ?? "") ?? throw new UserErrorException(
            "event_type_unknown", "Events of the past are asked for by type.", $"Send type as one of {string.Join(", ", EventTypes.All.Select(known => known.Name))}.");
        if (await history.FindAtAsync(company, type.Dataset, instant, cancellationToken) is not { } version)
            return new ApiPage<object>([], NextCursor: null);
        if (version.RemovedAt is not null)
            throw new UserErrorException("version_removed", "The events of that instant were removed by retention.", "Ask for a later instant.");

        var where = Filters.Where(filter => request.Text(filter) is not null).Select(filter => (filter, request.Text(filter)!)).ToList();
        var page = await reader.ReadWhereAsync(version, where, request.Limit(), request.Text("cursor"), cancellationToken);
        return new ApiPage<object>([.. page.Items.Select(View)], page.NextCursor);
    }

    private static object View(JsonObject row) => new
    {
        EventId = row["event_id"],
        EventType = row["event_type"],
        EntityType = row["entity_type"],
        EntityId = row["entity_id"],
        Severity = row["severity"],
        Status = row["status"],
        Reason = row["reason"],
        FirstSeenAt = row["first_seen_at"],
        LastSeenAt = row["last_seen_at"],
        Details = row["details"] is JsonValue details && details.TryGetValue<string>(out var text) ? JsonNode.Parse(text) : null,
    };
}
