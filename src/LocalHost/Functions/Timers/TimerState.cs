namespace LocalHost.Functions.Timers;

/// <summary>What the database remembers of a timer.</summary>
/// <param name="LastTick">The tick that ran last; null when none did.</param>
/// <param name="NextTick">The tick to run next.</param>
/// <param name="UpdatedAt">When this was written.</param>
internal sealed record TimerState(DateTimeOffset? LastTick, DateTimeOffset NextTick, DateTimeOffset UpdatedAt);
