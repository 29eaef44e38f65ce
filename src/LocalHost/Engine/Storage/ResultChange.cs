namespace LocalHost.Engine.Storage;

/// <summary>The result of an activity whose instance is not in this process's memory. Dropped when the claim on the activity is lost.</summary>
internal sealed class ResultChange(string instanceId, Guid executionId, int taskId, long owner, string body) : ChangeOf<bool>
{
    public override string InstanceId { get; } = instanceId;

    public Guid ExecutionId { get; } = executionId;

    public int TaskId { get; } = taskId;

    public long Owner { get; } = owner;

    public string Body { get; } = body;

    /// <summary>Set when the result is that the activity is given up.</summary>
    public NewDeadLetter? DeadLetter { get; init; }
}
