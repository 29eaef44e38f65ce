using Microsoft.Extensions.Configuration;

namespace DataHound.Storage.ControlPlane;

/// <summary>How the control plane is kept; settings <c>DataHound:ControlPlane</c>. Read once at the start; every problem is told in one message.</summary>
public sealed record ControlPlaneOptions
{
    /// <summary>For how many months ahead of the present one runs have their partitions; setting <c>MonthsAhead</c>, default 3, 1 to 24.</summary>
    public int MonthsAhead { get; init; } = 3;

    /// <summary>
    /// After how many whole months runs leave the lists: their partition is detached and moves to schema <c>control_archive</c>; setting <c>RunMonths</c>, null (the default) for
    /// never, else at least 1. A month with an unfinished run stays.
    /// </summary>
    public int? RunMonths { get; init; }

    /// <summary>
    /// After how many days what was told is forgotten: notices with their notifications and receipts, and resolved alerts; setting <c>NoticeDays</c>, default 90, 8 to 36,500. What
    /// waits, and what belongs to an open alert, stays.
    /// </summary>
    public int NoticeDays { get; init; } = 90;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">Settings are wrong; the message names each.</exception>
    public static ControlPlaneOptions Read(IConfiguration configuration)
    {
        var options = new ControlPlaneOptions
        {
            MonthsAhead = configuration.GetValue<int?>("DataHound:ControlPlane:MonthsAhead") ?? 3,
            RunMonths = configuration.GetValue<int?>("DataHound:ControlPlane:RunMonths"),
            NoticeDays = configuration.GetValue<int?>("DataHound:ControlPlane:NoticeDays") ?? 90,
        };
        var problems = options.Problems().ToList();
        return problems.Count == 0 ? options : throw new InvalidOperationException($"The control plane cannot start: {string.Join("; ", problems)}.");
    }

    private IEnumerable<string> Problems()
    {
        if (MonthsAhead is < 1 or > 24)
            yield return "DataHound:ControlPlane:MonthsAhead is not 1 to 24";
        if (RunMonths is < 1)
            yield return "DataHound:ControlPlane:RunMonths is less than 1";
        if (NoticeDays is < 8 or > 36_500)
            yield return "DataHound:ControlPlane:NoticeDays is not 8 to 36500";
    }
}
