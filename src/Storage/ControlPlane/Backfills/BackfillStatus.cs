namespace DataHound.Storage.ControlPlane.Backfills;

/// <summary>How far a backfill is.</summary>
public enum BackfillStatus
{
    /// <summary>Its partitions are started as there is room.</summary>
    Running = 0,

    /// <summary>No more partitions are started; those that run go on.</summary>
    Paused = 1,

    /// <summary>Nothing more can be started, because windows failed.</summary>
    Failed = 2,

    /// <summary>It was canceled.</summary>
    Canceled = 3,

    /// <summary>All partitions succeeded.</summary>
    Success = 4,
}
