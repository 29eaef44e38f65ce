using DataHound.Storage.DataPlane;
using Storage.Tests.DataPlane.Retention;

namespace Storage.Tests.Faults;

/// <summary>A store one of whose objects is damaged when it is opened for the n-th time.</summary>
/// <param name="inner">The store that holds them.</param>
/// <param name="part">What the object's path contains.</param>
/// <param name="opening">1 for its first opening.</param>
/// <param name="damage">Damages it, given its path.</param>
internal sealed class DamagingObjects(IObjectStore inner, string part, int opening, Func<string, Task> damage) : InterceptedObjects(inner)
{
    private int _openings;

    /// <summary>The damaged object's path; null until then.</summary>
    public string? Damaged { get; private set; }

    protected override Task<T> InterceptAsync<T>(int number, Func<Task<T>> operation) => operation();

    protected override async Task OpeningAsync(string path)
    {
        if (!path.Contains(part, StringComparison.Ordinal) || Interlocked.Increment(ref _openings) != opening)
            return;
        Damaged = path;
        await damage(path);
    }
}
