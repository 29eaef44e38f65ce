using System.Text.Json.Nodes;
using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>Collects what a reconciliation finds: all is counted, of each kind only so many are kept.</summary>
/// <param name="maximum">Most that are kept of one kind.</param>
internal sealed class DriftFindings(int maximum)
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _mended = new(StringComparer.Ordinal);
    private readonly List<CheckFinding> _kept = [];

    /// <summary>The kept findings, in the order of the kinds.</summary>
    public IReadOnlyList<CheckFinding> Kept =>
        [.. DriftKinds.All.SelectMany(kind => _kept.Where(finding => string.Equals(finding.Kind, kind, StringComparison.Ordinal)).OrderBy(finding => finding.Path, StringComparer.Ordinal))];

    /// <summary>How many were found of a kind.</summary>
    public long Count(string kind) => _counts.GetValueOrDefault(kind);

    /// <summary>How many of a kind were mended.</summary>
    public long Mended(string kind) => _mended.GetValueOrDefault(kind);

    /// <summary>Adds one finding.</summary>
    public void Add(string kind, string subject, JsonObject? detail = null, Guid? version = null) => Add(kind, 1, mended: false, [new CheckFinding { Kind = kind, Path = subject, VersionId = version, Detail = detail ?? [] }]);

    /// <summary>Adds findings of which only some are at hand.</summary>
    public void Add(string kind, long count, bool mended, IEnumerable<CheckFinding> samples)
    {
        _counts[kind] = Count(kind) + count;
        if (mended)
            _mended[kind] = Mended(kind) + count;
        _kept.AddRange(samples.Take(maximum - _kept.Count(finding => string.Equals(finding.Kind, kind, StringComparison.Ordinal))));
    }
}
