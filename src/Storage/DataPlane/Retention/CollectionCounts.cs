using System.Text.Json.Nodes;

namespace DataHound.Storage.DataPlane.Retention;

/// <summary>What a garbage collection did, or would do.</summary>
internal sealed record CollectionCounts
{
    /// <summary>Versions that can be read, before.</summary>
    public int Versions { get; set; }

    /// <summary>Versions that nothing keeps.</summary>
    public int Removable { get; set; }

    /// <summary>Versions marked by this collection; they are removed when their grace is over.</summary>
    public int Marked { get; set; }

    /// <summary>Versions that were removed: they can no longer be read.</summary>
    public int Removed { get; set; }

    /// <summary>Objects that stages left behind.</summary>
    public int Orphans { get; set; }

    /// <summary>Bytes of these.</summary>
    public long OrphanBytes { get; set; }

    /// <summary>Objects deleted from the store.</summary>
    public int ObjectsDeleted { get; set; }

    /// <summary>Bytes that became free.</summary>
    public long BytesFreed { get; set; }

    /// <summary>For people and programs.</summary>
    public JsonObject ToReport(bool dryRun, bool skipped = false) => new()
    {
        ["dry_run"] = dryRun,
        ["skipped"] = skipped,
        ["versions"] = Versions,
        ["versions_removable"] = Removable,
        ["versions_marked"] = Marked,
        ["versions_removed"] = Removed,
        ["orphans"] = Orphans,
        ["orphan_bytes"] = OrphanBytes,
        ["objects_deleted"] = ObjectsDeleted,
        ["bytes_freed"] = BytesFreed,
    };
}
