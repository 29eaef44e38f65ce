using Microsoft.Extensions.Configuration;

namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>How reconciliation works; settings <c>DataHound:Reconciling:*</c>.</summary>
public sealed record ReconcilingOptions
{
    /// <summary>How many ended runs, or passed gates, may be without their notice before that counts as drift; setting <c>MaxMissing</c>, default 0.</summary>
    public int MaxMissing { get; init; }

    /// <summary>How far back runs, gates and notices are looked at; setting <c>LookBack</c>, default 7 days.</summary>
    public TimeSpan LookBack { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What is younger is still on its way and no finding; setting <c>Grace</c>, default 10 minutes.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long reports are kept; setting <c>KeepReports</c>, default 30 days.</summary>
    public TimeSpan KeepReports { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Most findings of one kind that are kept of one company; beyond it they are only counted. Setting <c>MaximumFindings</c>, default 1,000.</summary>
    public int MaximumFindings { get; init; } = 1000;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">Settings are wrong; the message names each.</exception>
    public static ReconcilingOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("DataHound:Reconciling");
        var defaults = new ReconcilingOptions();
        var options = new ReconcilingOptions
        {
            MaxMissing = section.GetValue(nameof(MaxMissing), defaults.MaxMissing),
            LookBack = section.GetValue(nameof(LookBack), defaults.LookBack),
            Grace = section.GetValue(nameof(Grace), defaults.Grace),
            KeepReports = section.GetValue(nameof(KeepReports), defaults.KeepReports),
            MaximumFindings = section.GetValue(nameof(MaximumFindings), defaults.MaximumFindings),
        };
        var problems = options.Problems().ToList();
        return problems.Count == 0 ? options : throw new InvalidOperationException($"Reconciliation cannot be used: {string.Join("; ", problems)}.");
    }

    private IEnumerable<string> Problems()
    {
        if (MaxMissing < 0)
            yield return "DataHound:Reconciling:MaxMissing is negative";
        if (Grace < TimeSpan.Zero || LookBack <= Grace)
            yield return "DataHound:Reconciling:Grace is negative, or LookBack is not longer than it";
        if (KeepReports < TimeSpan.FromHours(1))
            yield return "DataHound:Reconciling:KeepReports is less than an hour";
        if (MaximumFindings < 1)
            yield return "DataHound:Reconciling:MaximumFindings is less than 1";
    }
}
