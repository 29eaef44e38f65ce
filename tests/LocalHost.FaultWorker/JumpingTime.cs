namespace LocalHost.FaultWorker;

/// <summary>A wall clock that somebody sets forward and back.</summary>
public sealed class JumpingTime : TimeProvider
{
    private long _offset;

    /// <summary>Sets the clock by so much beside the machine's.</summary>
    public void Set(TimeSpan offset) => Interlocked.Exchange(ref _offset, offset.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));
}
