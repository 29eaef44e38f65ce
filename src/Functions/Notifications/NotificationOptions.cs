using DataHound.Domain.Notifications;

namespace DataHound.Functions.Notifications;

/// <summary>How notifications are delivered, section <c>DataHound:Notifications</c>.</summary>
public sealed record NotificationOptions
{
    /// <summary>Notices that are routed in one transaction. Default 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Channels that are served side by side. Default 16.</summary>
    public int MaximumChannels { get; init; } = 16;

    /// <summary>Notifications that are sent side by side over one channel. Default 4.</summary>
    public int PerChannel { get; init; } = 4;

    /// <summary>How long one round of deliveries takes on new work. Default 30 seconds.</summary>
    public TimeSpan RoundLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The delay before each attempt, the first included. Default the table of Standard Webhooks 1.0.</summary>
    public IReadOnlyList<TimeSpan>? RetryDelays { get; init; }

    /// <summary>The delays in force.</summary>
    public IReadOnlyList<TimeSpan> Delays => RetryDelays is { Count: > 0 } delays ? delays : RetrySchedule.Standard;

    /// <summary>Whether every number can be used.</summary>
    public bool IsValid() =>
        BatchSize is >= 1 and <= 10_000 && MaximumChannels is >= 1 and <= 1000 && PerChannel is >= 1 and <= 100 && RoundLimit > TimeSpan.Zero && Delays.All(delay => delay >= TimeSpan.Zero);
}
