namespace DataHound.Domain.Reviews;

/// <summary>Where a gate stands.</summary>
public enum ReviewStatus
{
    /// <summary>Something it asks for is not there yet.</summary>
    Waiting = 0,

    /// <summary>Everything it asks for is there.</summary>
    Ready = 1,

    /// <summary>A check says no.</summary>
    Failed = 2,

    /// <summary>Somebody let it pass.</summary>
    Approved = 3,

    /// <summary>Somebody refused it.</summary>
    Rejected = 4,

    /// <summary>A soft gate's time was over before it was decided; the work went on.</summary>
    Overdue = 5,

    /// <summary>The run was canceled, or the pull request closed, before it was decided.</summary>
    Closed = 6,
}
