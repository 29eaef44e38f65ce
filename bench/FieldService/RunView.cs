using System.Text.Json;

namespace DataHound.Bench.FieldService;

/// <summary>The run, as the API shows it.</summary>
internal sealed record RunView
{
    public string RunId { get; init; } = "";

    public string Status { get; init; } = "";

    public IReadOnlyList<CompanyView>? Companies { get; init; }

    public JsonElement? Errors { get; init; }

    public bool HasEnded => Status is "success" or "failed" or "canceled";
}
