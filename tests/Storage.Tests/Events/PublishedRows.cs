using System.Globalization;
using System.Text.Json.Nodes;
using DuckDb;

namespace Storage.Tests.Events;

/// <summary>Reads the relation <c>rows</c> as JSON in the spelling of the expected results: local timestamps, decimals as text.</summary>
public static class PublishedRows
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    public static IReadOnlyList<JsonObject> Read(DuckConnection connection)
    {
        var rows = new List<JsonObject>();
        using var reader = connection.Query("SELECT * FROM rows");
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                var json = new JsonObject();
                for (var column = 0; column < reader.Columns.Count; column++)
                    json[reader.Columns[column].Name] = Node(reader.Column(column).Value(row));
                rows.Add(json);
            }
        }
        return rows;
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth,
        decimal number => number.ToString("0.00", CultureInfo.InvariantCulture),
        DateTime local => local.ToString("s", CultureInfo.InvariantCulture),
        DateTimeOffset instant => TimeZoneInfo.ConvertTime(instant, Zone).DateTime.ToString("s", CultureInfo.InvariantCulture),
        IReadOnlyDictionary<string, object?> fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Node(field.Value)))),
        System.Collections.IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Node)]),
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };
}
