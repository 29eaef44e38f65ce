namespace LocalHost.Engine.Storage;

/// <summary>An instance to be brought to life.</summary>
internal sealed record NewInstance
{
    public required string InstanceId { get; init; }

    public required Guid ExecutionId { get; init; }

    public required string Name { get; init; }

    public string Version { get; init; } = string.Empty;

    /// <summary>The input as stored.</summary>
    public string? Input { get; init; }

    /// <summary>What is put aside of the input.</summary>
    public NewPayload? Payload { get; init; }

    public string? Tags { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it may begin; null for at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    public string? ParentInstanceId { get; init; }

    public Guid? ParentExecutionId { get; init; }

    public int? ParentTaskId { get; init; }

    public string? ParentName { get; init; }

    /// <summary>Whose turn its work counts as; null for its own.</summary>
    public string? FairnessKey { get; init; }

    /// <summary>Finished states (bit n is status n) in which an instance of the same id is kept and this one refused.</summary>
    public int KeepStatuses { get; init; }

    /// <summary>For a child: the message its parent gets when an instance of that id is alive already.</summary>
    public string? RefusalBody { get; init; }
}
