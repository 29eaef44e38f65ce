using System.Text.Json.Nodes;
using DataHound.Domain.Pipelines;

namespace DataHound.Storage.DataPlane.Verification;

/// <summary>Says how a broken version can be mended. Nothing is mended by itself: going back to an older version is somebody's decision.</summary>
internal static class RepairAdvice
{
    /// <summary>Per broken version: whether readers see it, and what to do.</summary>
    /// <param name="versions">All verified versions, by dataset and sequence.</param>
    /// <param name="broken">Identities of the broken ones.</param>
    /// <param name="current">Identities of the current ones.</param>
    /// <param name="olderVerified">Whether versions that are not current were verified too.</param>
    public static JsonArray Of(IReadOnlyList<DatasetVersion> versions, IReadOnlySet<Guid> broken, IReadOnlySet<Guid> current, bool olderVerified)
    {
        var repairs = new JsonArray();
        foreach (var version in versions.Where(version => broken.Contains(version.Id)))
        {
            var good = versions.LastOrDefault(other => string.Equals(other.Dataset, version.Dataset, StringComparison.Ordinal) && other.CreatedAt < version.CreatedAt && !broken.Contains(other.Id));
            repairs.Add((JsonNode)new JsonObject
            {
                ["dataset"] = version.Dataset,
                ["version"] = version.VersionTag,
                ["is_current"] = current.Contains(version.Id),
                ["stage"] = version.Stage,
                ["run_id"] = version.ProducedByRunId,
                ["newest_good_version"] = good?.VersionTag,
                ["action"] = Action(version, good, current.Contains(version.Id), olderVerified),
            });
        }

        return repairs;
    }

    private static string Action(DatasetVersion version, DatasetVersion? good, bool isCurrent, bool olderVerified)
    {
        if (!isCurrent)
            return "The version is not current: no reader needs it unless it is asked for by name. Restore its files from a copy of the store if you have one.";
        if (version.Layer is not DataLayer.Gold)
            return $"Restore its files from a copy of the store, or send the received files again under another name and run '{version.Stage}'.";
        if (DatasetNames.IsChanges(version.Dataset))
            return "No stage reads a log of changes: runs go on. Restore its files from a copy of the store if you have one.";
        if (!olderVerified)
            return $"Verify '{version.Dataset}' without currentOnly: that tells to which older version it can be rolled back.";
        return good is null
            ? $"No older version is whole. Restore its files from a copy of the store, then verify again; the next run's stage '{version.Stage}' reads them."
            : $"Roll '{version.Dataset}' back to {good.VersionTag} with mergeAgain, then start a run: its stage '{version.Stage}' makes the version anew.";
    }
}
