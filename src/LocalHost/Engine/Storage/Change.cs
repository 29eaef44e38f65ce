namespace LocalHost.Engine.Storage;

/// <summary>
/// Something to be stored. Changes of many instances are stored together in one transaction; those of one instance in the
/// order they were handed in.
/// </summary>
internal abstract class Change
{
    /// <summary>The instance that decides the order: changes of the same one never overtake each other.</summary>
    public abstract string InstanceId { get; }

    /// <summary>Instances whose session row the change needs.</summary>
    public virtual IEnumerable<string> Touches => [InstanceId];

    /// <summary>Instances the change brings to life.</summary>
    public virtual IEnumerable<NewInstance> Starts => [];

    /// <summary>Whether storing it once more after an unclear end does no harm.</summary>
    public virtual bool IsIdempotent => true;

    /// <summary>Tells who waits that the change failed.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Tells who waits how the change ended, after the commit.</summary>
    public abstract void Committed();
}
