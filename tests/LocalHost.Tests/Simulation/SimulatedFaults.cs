namespace LocalHost.Tests.Simulation;

/// <summary>
/// Decides when something goes wrong. Faults are numbered as they strike, so that a failing run can be repeated with fewer of them.
/// </summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="kept">The numbers of the faults that are left in; null for all.</param>
internal sealed class SimulatedFaults(Random random, IReadOnlySet<int>? kept)
{
    /// <summary>How many faults could have struck so far.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the time of faults is over.</summary>
    public bool IsCalm { get; set; }

    public bool Strike(double probability)
    {
        if (random.NextDouble() >= probability || IsCalm)
        {
            return false;
        }

        return kept?.Contains(Count++) ?? Count++ >= 0;
    }
}
