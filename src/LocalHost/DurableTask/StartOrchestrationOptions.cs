using System.Collections.Immutable;

namespace LocalHost.DurableTask;

/// <summary>How a new orchestration instance is started.</summary>
/// <param name="InstanceId">The instance's id; null lets the engine make a random one.</param>
/// <param name="StartAt">When it starts; null or a past time means at once.</param>
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
{
    /// <summary>Names and values kept with the instance. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The version the instance is bound to, or null for unversioned.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>
    /// Names of <see cref="Client.OrchestrationRuntimeStatus"/>: an instance of the same id in one of these states is kept and
    /// the start refused. An instance that is still alive is always kept; a finished one not named here is replaced.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
