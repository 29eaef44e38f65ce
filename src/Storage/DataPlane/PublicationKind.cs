namespace DataHound.Storage.DataPlane;

/// <summary>How a version became the current one.</summary>
public enum PublicationKind
{
    /// <summary>A run made and published it.</summary>
    Run = 0,

    /// <summary>Somebody made an earlier version the current one again.</summary>
    Rollback = 1,
}
