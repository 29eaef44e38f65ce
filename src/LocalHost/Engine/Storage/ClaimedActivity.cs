namespace LocalHost.Engine.Storage;

/// <summary>An activity this process runs.</summary>
internal sealed record ClaimedActivity(Guid ExecutionId, int TaskId, string InstanceId, string Name, string Version, string? Input)
{
    /// <summary>Whose turn it counts as.</summary>
    public required string FairnessKey { get; init; }

    /// <summary>Whether its input was purged with its instance.</summary>
    public bool HasLostInput { get; init; }

    /// <summary>How often a process fell silent while it claimed the activity.</summary>
    public int LostClaims { get; init; }
}
