namespace LocalHost.Functions;

/// <summary>Makes the function an orchestrator; goes on its <c>TaskOrchestrationContext</c> parameter.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The orchestrator's name; null means the function's name.</summary>
    public string? Orchestration { get; set; }
}
