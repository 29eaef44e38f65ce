namespace DataHound.Domain.Quality;

/// <summary>
/// Decides which versions of a company's datasets are no longer kept. A version stays while any reason holds: it is current or needed, it is among the newest of its
/// dataset, it stopped being current not long ago, an active run may have read it, it is in the lineage of a version that stays.
/// </summary>
public static class RetentionRules
{
    /// <summary>The versions that nothing keeps.</summary>
    /// <param name="versions">All versions of the company that were not removed.</param>
    /// <param name="policy">What is kept.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="activeSince">Start of the company's oldest active run; null when none is active. What was current since then may be read by it.</param>
    public static IReadOnlySet<Guid> Removable(IReadOnlyList<VersionFacts> versions, RetentionPolicy policy, DateTimeOffset now, DateTimeOffset? activeSince)
    {
        var kept = new HashSet<Guid>();
        foreach (var dataset in versions.GroupBy(version => version.Dataset, StringComparer.Ordinal))
        {
            var age = 0;
            foreach (var version in dataset.OrderByDescending(version => version.Sequence))
            {
                if (age++ < policy.KeepVersions || IsKept(version, policy, now, activeSince))
                    kept.Add(version.Id);
            }
        }

        KeepLineage(kept, versions, policy.Lineage);
        return versions.Select(version => version.Id).Where(id => !kept.Contains(id)).ToHashSet();
    }

    private static bool IsKept(VersionFacts version, RetentionPolicy policy, DateTimeOffset now, DateTimeOffset? activeSince) =>
        version.IsNeeded
        || version.EndedAt is not { } ended
        || ended > now - policy.KeepAfterUse
        || ended >= activeSince
        || (version.IsQuarantine && (policy.KeepQuarantine is not { } limit || version.CreatedAt > now - limit));

    private static void KeepLineage(HashSet<Guid> kept, IReadOnlyList<VersionFacts> versions, LineageKept lineage)
    {
        if (lineage is LineageKept.None)
            return;
        var parents = versions.ToDictionary(version => version.Id, version => version.Parents);
        var waiting = new Queue<Guid>(kept);
        var generation = waiting.Count;
        while (waiting.TryDequeue(out var id))
        {
            foreach (var parent in parents[id].Where(parent => parents.ContainsKey(parent) && kept.Add(parent)))
                waiting.Enqueue(parent);
            if (--generation == 0 && lineage is LineageKept.Parents)
                return;
        }
    }
}
