namespace DataHound.Domain.Scheduling;

/// <summary>A tick whose run is due.</summary>
/// <param name="At">The tick.</param>
/// <param name="Missed">Whether it was noticed too late to count as on time.</param>
public sealed record DueTick(DateTimeOffset At, bool Missed);
