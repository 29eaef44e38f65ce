using LocalHost.DurableTask.Client;

namespace LocalHost.Engine.Storage;

/// <summary>The start of an instance from outside. The answer is null when it was started, else the state of the instance that is in the way.</summary>
internal sealed class StartChange(NewInstance instance) : ChangeOf<OrchestrationRuntimeStatus?>
{
    public NewInstance Instance { get; } = instance;

    public override string InstanceId => Instance.InstanceId;

    public override IEnumerable<NewInstance> Starts => [Instance];
}
