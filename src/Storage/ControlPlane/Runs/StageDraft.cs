using System.Security.Cryptography;
using System.Text;
using DataHound.Domain.Pipelines;
using DataHound.Storage.DataPlane;
using DataHound.Storage.Pipelines;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>What a commit will publish: checked, and the same however often it is assembled.</summary>
internal sealed record StageDraft
{
    /// <summary>The stage.</summary>
    public required StageKey Stage { get; init; }

    /// <summary>What became of its rows.</summary>
    public required StageCounts Counts { get; init; }

    /// <summary>The versions, by dataset.</summary>
    public required IReadOnlyList<VersionDraft> Versions { get; init; }

    /// <summary>The units' results, in plan order.</summary>
    public required IReadOnlyList<StageUnitResult> Results { get; init; }

    /// <summary>Path of the manifest.</summary>
    public string ManifestPath => $"{Stage.Company}/manifests/{Stage.RunId.Replace(':', '_')}/{Stage.Stage}.json";

    /// <summary>Assembles and checks.</summary>
    public static StageDraft Of(StageKey stage, StagePlan plan, IReadOnlyList<StageUnitResult> results)
    {
        var byUnit = results.ToDictionary(result => result.Unit, StringComparer.Ordinal);
        var missing = plan.Units.Where(unit => !byUnit.ContainsKey(unit.Name)).Select(unit => unit.Name).ToList();
        if (missing.Count > 0)
            throw StageErrors.Incomplete(stage, $"{missing.Count} of {plan.Units.Count} units are not done, such as '{missing[0]}'");
        StageUnitResult[] ordered = [.. plan.Units.Select(unit => byUnit[unit.Name])];
        foreach (var result in ordered)
        {
            if (!result.Counts.AddUp())
                throw StageErrors.RowsDoNotAddUp(stage, result.Unit, result.Counts.In, result.Counts.Good + result.Counts.Quarantined.Values.Sum() + result.Counts.Discarded.Values.Sum());
        }

        var versions = ordered.SelectMany(result => result.Versions).OrderBy(version => version.Dataset, StringComparer.Ordinal).ToList();
        for (var index = 1; index < versions.Count; index++)
        {
            if (string.Equals(versions[index - 1].Dataset, versions[index].Dataset, StringComparison.Ordinal))
                throw StageErrors.Incomplete(stage, $"two units made a version of '{versions[index].Dataset}'");
        }

        return new StageDraft
        {
            Stage = stage,
            Counts = StageTotals.Of(ordered.Select(result => result.Counts)),
            Versions = [.. versions.Select(version => Draft(stage, version))],
            Results = ordered,
        };
    }

    private static VersionDraft Draft(StageKey stage, ProducedVersion version) => new(
        DeterministicId.Of("version", stage.RunId, stage.Company, stage.Stage, version.Dataset),
        version,
        version.Files.Sum(file => file.Rows),
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', version.Files.Select(file => file.Sha256))))));
}
