using System.Diagnostics;

namespace LocalHost.Faults;

/// <summary>Waits by looking, a generous time.</summary>
public static class Until
{
    /// <summary>How long at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Whether the condition came true.</summary>
    public static async Task<bool> TrueAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Longest)
            {
                return false;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return true;
    }
}
