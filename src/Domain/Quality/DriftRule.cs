namespace DataHound.Domain.Quality;

/// <summary>The drift check: of the tasks that should have left a trace in each register, how many have not, and how many may be missing.</summary>
/// <param name="MaxMissing">So many may be missing from a register.</param>
/// <param name="MissingNotices">Ended runs without a notice.</param>
/// <param name="MissingGates">Ready gates without a notice.</param>
public sealed record DriftRule(int MaxMissing, long MissingNotices, long MissingGates)
{
    /// <summary>The number that counts: that of the register that lacks most.</summary>
    public long Missing => Math.Max(MissingNotices, MissingGates);

    /// <summary>Whether too many are missing.</summary>
    public bool Failed => Missing > MaxMissing;
}
