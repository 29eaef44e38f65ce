using DataHound.Domain.Quality;
using Microsoft.Extensions.Configuration;

namespace DataHound.Storage.DataPlane.Retention;

/// <summary>What is kept, and how patient garbage collection is; settings <c>DataHound:Retention:*</c>.</summary>
public sealed record RetentionOptions
{
    /// <summary>Which versions are kept; settings <c>KeepVersions</c>, <c>KeepDays</c>, <c>KeepQuarantineDays</c> and <c>KeepLineage</c> (none, parents or all).</summary>
    public RetentionPolicy Policy { get; init; } = new();

    /// <summary>
    /// How long a version that nothing keeps stays marked before it is removed, and how old an object that nothing names must be before it counts as left behind;
    /// setting <c>Grace</c>, default one day. It must be longer than the clocks of store and database differ.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a condemned object stays readable, for readers that had opened its version; setting <c>DeleteDelay</c>, default one hour.</summary>
    public TimeSpan DeleteDelay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">Settings are wrong; the message names each.</exception>
    public static RetentionOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("DataHound:Retention");
        var policy = new RetentionPolicy();
        policy = policy with
        {
            KeepVersions = section.GetValue("KeepVersions", policy.KeepVersions),
            KeepAfterUse = section.GetValue<double?>("KeepDays") is { } days ? Days(days) : policy.KeepAfterUse,
            KeepQuarantine = section.GetValue<double?>("KeepQuarantineDays") is { } quarantine ? Days(quarantine) : null,
            Lineage = section.GetValue("KeepLineage", policy.Lineage),
        };
        var options = new RetentionOptions { Policy = policy };
        options = options with { Grace = section.GetValue("Grace", options.Grace), DeleteDelay = section.GetValue("DeleteDelay", options.DeleteDelay) };
        var problems = options.Problems().ToList();
        return problems.Count == 0 ? options : throw new InvalidOperationException($"Retention cannot be used: {string.Join("; ", problems)}.");
    }

    private static TimeSpan Days(double days) => double.Abs(days) < 1_000_000 ? TimeSpan.FromDays(days) : TimeSpan.MinValue;

    private IEnumerable<string> Problems()
    {
        if (Policy.KeepVersions < 1)
            yield return "DataHound:Retention:KeepVersions is less than 1";
        if (Policy.KeepAfterUse < TimeSpan.Zero)
            yield return "DataHound:Retention:KeepDays is negative or too long";
        if (Policy.KeepQuarantine < TimeSpan.Zero)
            yield return "DataHound:Retention:KeepQuarantineDays is negative or too long";
        if (Grace < TimeSpan.Zero || DeleteDelay < TimeSpan.Zero)
            yield return "DataHound:Retention:Grace or DeleteDelay is negative";
    }
}
