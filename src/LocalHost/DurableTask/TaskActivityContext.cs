namespace LocalHost.DurableTask;

/// <summary>What an activity may know about the call it serves.</summary>
public abstract class TaskActivityContext
{
    /// <summary>The activity's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The orchestration instance that called the activity.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The version of the calling orchestration, empty when unversioned.</summary>
    public virtual string Version => string.Empty;
}
