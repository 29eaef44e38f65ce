namespace DataHound.Storage.ControlPlane.Backfills;

/// <summary>How far one company and day of a backfill is.</summary>
public enum BackfillPartitionStatus
{
    /// <summary>It is to be started.</summary>
    Waiting = 0,

    /// <summary>Its run is active.</summary>
    Running = 1,

    /// <summary>Its run succeeded.</summary>
    Success = 2,

    /// <summary>Its run failed or was canceled; the company's later windows wait for it.</summary>
    Failed = 3,

    /// <summary>The backfill was canceled before it was done.</summary>
    Canceled = 4,
}
