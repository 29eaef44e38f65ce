namespace LocalHost.Functions;

/// <summary>The state of a schedule, in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The tick before this one; the default value when there was none.</summary>
    public DateTime Last { get; set; }

    /// <summary>The tick after this one.</summary>
    public DateTime Next { get; set; }

    /// <summary>When the state was last written.</summary>
    public DateTime LastUpdated { get; set; }
}
