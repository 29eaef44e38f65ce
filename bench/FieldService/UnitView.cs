using System.Text.Json;

namespace DataHound.Bench.FieldService;

/// <summary>One unit of a stage, as the API shows it.</summary>
internal sealed record UnitView
{
    public string Unit { get; init; } = "";

    public long In { get; init; }

    public long Good { get; init; }

    /// <summary>What this kind of stage counts besides.</summary>
    public JsonElement? Details { get; init; }
}
