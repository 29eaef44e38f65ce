using System.Text.Json;

namespace DataHound.Cli.Api;

/// <summary>One unit of a stage's work: a dataset, a chunk of one, or an event type.</summary>
internal sealed record UnitView
{
    public string Unit { get; init; } = string.Empty;

    public long In { get; init; }

    public long Good { get; init; }

    public IReadOnlyDictionary<string, long>? Quarantined { get; init; }

    public IReadOnlyDictionary<string, long>? Discarded { get; init; }

    /// <summary>What only this kind of stage counts: changes for upsert, active and new events for detect.</summary>
    public JsonElement? Details { get; init; }
}
