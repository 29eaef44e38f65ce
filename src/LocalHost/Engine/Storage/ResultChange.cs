using LocalHost.Engine.History;

namespace LocalHost.Engine.Storage;

/// <summary>The result of an activity whose instance is not in this process's memory. Dropped when the claim on the activity is lost.</summary>
internal sealed class ResultChange(string instanceId, Guid executionId, int taskId, long owner, string body) : ChangeOf<bool>
{
    public override string InstanceId { get; } = instanceId;

    public Guid ExecutionId { get; } = executionId;

    public int TaskId { get; } = taskId;

    public long Owner { get; } = owner;

    public string Body { get; } = body;

    /// <summary>What is put aside of the body.</summary>
    public NewPayload? Payload { get; init; }

    /// <summary>Makes the change, with the result put aside when it is long.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="executionId">Its generation that made the call.</param>
    /// <param name="item">The result.</param>
    /// <param name="owner">The process that ran the activity.</param>
    /// <param name="threshold">The longest text that stays in its row, in bytes of UTF-8.</param>
    public static ResultChange Of(string instanceId, Guid executionId, HistoryItem item, long owner, int threshold)
    {
        var message = OutMessage.Of(instanceId, executionId, item, threshold, executionId);
        return new ResultChange(instanceId, executionId, item.Id, owner, message.Body) { Payload = message.Payload };
    }

    /// <summary>Set when the result is that the activity is given up.</summary>
    public NewDeadLetter? DeadLetter { get; init; }
}
