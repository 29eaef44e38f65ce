using DataHound.Storage.DataPlane;

namespace Storage.Tests.DataPlane.Retention;

/// <summary>A store that fails at its n-th operation, either before or after it was done; once, or from then on for good, as for a process that was killed.</summary>
internal sealed class BreakingObjects(IObjectStore inner, int failAt, bool afterwards, bool forGood = false) : InterceptedObjects(inner)
{
    /// <summary>How many operations were begun.</summary>
    public int Operations { get; private set; }

    /// <summary>Whether the failure happened.</summary>
    public bool Broke { get; private set; }

    protected override async Task<T> InterceptAsync<T>(int number, Func<Task<T>> operation)
    {
        Operations = Math.Max(Operations, number);
        var fails = number == failAt;
        if ((fails && !afterwards) || (forGood && number > failAt))
            throw Break();
        var result = await operation();
        return fails ? throw Break() : result;
    }

    private IOException Break()
    {
        Broke = true;
        return new IOException("The store broke, as the test wants.");
    }
}
