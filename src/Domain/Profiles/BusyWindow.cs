namespace DataHound.Domain.Profiles;

/// <summary>When a customer is left in peace because work is at hand.</summary>
public static class BusyWindow
{
    /// <summary>Calendar days either side of as_of in which a job, created or scheduled, makes its customer busy.</summary>
    public const int Days = 25;
}
