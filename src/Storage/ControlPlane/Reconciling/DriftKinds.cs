namespace DataHound.Storage.ControlPlane.Reconciling;

/// <summary>What a reconciliation may find. The words appear in reports and answers.</summary>
internal static class DriftKinds
{
    /// <summary>The current event dataset has an event that the index lacks. Mended: it is added.</summary>
    public const string EventWithoutIndexRow = "event_without_index_row";

    /// <summary>The index has an active event that the current event dataset lacks. Mended: it is resolved.</summary>
    public const string IndexRowWithoutEvent = "index_row_without_event";

    /// <summary>The index tells another status or severity of an event than the dataset. Mended: it follows the dataset.</summary>
    public const string IndexRowDiffers = "index_row_differs";

    /// <summary>The current event dataset is missing, or not as it was published: the index is not held against it.</summary>
    public const string EventDatasetDamaged = "event_dataset_damaged";

    /// <summary>An active run was recorded but has no orchestration, long after its start.</summary>
    public const string RunWithoutInstance = "run_without_instance";

    /// <summary>An active run has shown no life for longer than the grace.</summary>
    public const string RunStuck = "run_stuck";

    /// <summary>The tables tell different ends of one run.</summary>
    public const string RunStateDiffers = "run_state_differs";

    /// <summary>A file of a current version is not there, or has another length.</summary>
    public const string ObjectMissing = "object_missing";

    /// <summary>An object lies about that nothing names. Garbage collection removes it.</summary>
    public const string ObjectOrphan = "object_orphan";

    /// <summary>A notice waits to be routed for longer than the grace.</summary>
    public const string NoticeUnrouted = "notice_unrouted";

    /// <summary>A message is due for longer than the grace.</summary>
    public const string NoticeUndelivered = "notice_undelivered";

    /// <summary>A gate was decided but its run, which is active, was not told for longer than the grace.</summary>
    public const string GateUndelivered = "gate_undelivered";

    /// <summary>A run has ended without a notice.</summary>
    public const string RunWithoutNotice = "run_without_notice";

    /// <summary>A gate is ready without a notice.</summary>
    public const string GateWithoutNotice = "gate_without_notice";

    /// <summary>All kinds, in the order in which reports count them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        EventWithoutIndexRow, IndexRowWithoutEvent, IndexRowDiffers, EventDatasetDamaged, RunWithoutInstance, RunStuck, RunStateDiffers, ObjectMissing, ObjectOrphan, NoticeUnrouted, NoticeUndelivered,
        GateUndelivered, RunWithoutNotice, GateWithoutNotice,
    ];
}
