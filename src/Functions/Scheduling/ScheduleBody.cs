using System.Text.Json;
using DataHound.Domain.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>The body of a request that makes or changes a task.</summary>
public sealed record ScheduleBody
{
    /// <summary>The task's key; needed to make one, and not to be changed.</summary>
    public string? Key { get; init; }

    /// <summary>The kind of work.</summary>
    public required string Type { get; init; }

    /// <summary>The company's slug; all companies when absent.</summary>
    public string? Company { get; init; }

    /// <summary>What the kind of work is told; nothing when absent.</summary>
    public JsonElement? Config { get; init; }

    /// <summary>When.</summary>
    public required string Schedule { get; init; }

    /// <summary>IANA name of the zone; the company's when absent, and UTC for all companies.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Who goes first: the lower number; the kind of work's when absent.</summary>
    public int? Priority { get; init; }

    /// <summary>What becomes of missed ticks.</summary>
    public CatchUp? CatchUp { get; init; }

    /// <summary>Most missed ticks that are run.</summary>
    public int? CatchUpLimit { get; init; }

    /// <summary>What becomes of a tick while an earlier run is not done.</summary>
    public Overlap? Overlap { get; init; }

    /// <summary>What becomes of a tick whose run was lost.</summary>
    public Recovery? Recovery { get; init; }

    /// <summary>The longest delay of a start, in seconds.</summary>
    public int? JitterSeconds { get; init; }

    /// <summary>How long a run may take, in seconds.</summary>
    public int? TimeLimitSeconds { get; init; }
}
