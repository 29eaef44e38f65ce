namespace DataHound.Storage.ControlPlane.Backfills;

/// <summary>What can be done to a backfill.</summary>
public enum BackfillChange
{
    /// <summary>Start no more partitions.</summary>
    Pause = 0,

    /// <summary>Go on; failed partitions are tried once more.</summary>
    Resume = 1,

    /// <summary>Stop for good.</summary>
    Cancel = 2,
}
