using System.Text.Json;

namespace DataHound.Cli.Api;

/// <summary>One company's part of a run.</summary>
internal sealed record CompanyView
{
    public string Company { get; init; } = string.Empty;

    public string Status { get; init; } = string.Empty;

    /// <summary>Why it failed: a text or an object with code, cause and nextStep.</summary>
    public JsonElement? Error { get; init; }

    public IReadOnlyList<StageView>? Stages { get; init; }
}
