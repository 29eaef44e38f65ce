using System.Text.Json.Nodes;

namespace Storage.Tests.Events;

/// <summary>Master tables of a test: empty but for what the test puts in.</summary>
public sealed class Masters
{
    private readonly Dictionary<string, List<JsonObject>> _rows = GoldMasters.Datasets().ToDictionary(dataset => dataset.Name, _ => new List<JsonObject>(), StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Rows => _rows.ToDictionary(table => table.Key, IReadOnlyList<JsonObject> (table) => table.Value, StringComparer.Ordinal);

    /// <summary>Adds rows, each a JSON object.</summary>
    public Masters With(string dataset, params string[] rows)
    {
        _rows[dataset].AddRange(rows.Select(row => JsonNode.Parse(row)!.AsObject()));
        return this;
    }
}
