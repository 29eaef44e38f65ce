namespace DataHound.Domain.Events;

/// <summary>Where an event is in its life cycle.</summary>
public static class EventStatuses
{
    /// <summary>The latest detection found it.</summary>
    public const string Active = "active";

    /// <summary>It stopped, with a reason.</summary>
    public const string Resolved = "resolved";

    /// <summary>It was put away because it grew too old.</summary>
    public const string Archived = "archived";
}
