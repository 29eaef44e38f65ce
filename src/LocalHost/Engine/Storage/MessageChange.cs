namespace LocalHost.Engine.Storage;

/// <summary>A message from outside. The answer says whether the instance is alive to get it.</summary>
internal sealed class MessageChange(OutMessage message) : ChangeOf<bool>
{
    public OutMessage Message { get; } = message;

    public override string InstanceId => Message.InstanceId;

    // Stored twice it would be an event raised twice.
    public override bool IsIdempotent => false;
}
