using System.Text.Json.Nodes;

namespace DataHound.Storage.DataPlane.Checks;

/// <summary>One thing that a check found or did.</summary>
public sealed record CheckFinding
{
    /// <summary>What it is, such as <c>missing</c> or <c>object_deleted</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The object's path; empty when it is about a version as a whole.</summary>
    public string Path { get; init; } = "";

    /// <summary>The dataset version, if it is about one.</summary>
    public Guid? VersionId { get; init; }

    /// <summary>What else is known; free of rows' content.</summary>
    public JsonObject Detail { get; init; } = [];
}
