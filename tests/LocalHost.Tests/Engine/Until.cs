using System.Diagnostics;

namespace LocalHost.Tests.Engine;

/// <summary>Waits by looking, a generous time.</summary>
public static class Until
{
    public static async Task<T> ReachedAsync<T>(Func<Task<T>> look, Func<T, bool> reached)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (reached(seen))
            {
                return seen;
            }

            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), "the condition was not reached");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(Func<bool> condition) => ReachedAsync(() => Task.FromResult(condition()), reached => reached);
}
