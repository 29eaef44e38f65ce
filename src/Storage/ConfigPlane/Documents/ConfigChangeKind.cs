namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>What happened to a value.</summary>
public enum ConfigChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is another.</summary>
    Changed,
}
