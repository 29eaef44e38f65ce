namespace LocalHost.Functions;

/// <summary>Makes the function an activity; goes on the parameter that receives the input, or on a <c>TaskActivityContext</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The activity's name; null means the function's name.</summary>
    public string? Activity { get; set; }
}
