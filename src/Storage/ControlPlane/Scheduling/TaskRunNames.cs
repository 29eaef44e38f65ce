using System.Globalization;
using DataHound.Domain.Identity;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>Ids of runs of tasks, which are the ids of their orchestrations too: <c>task:id:tick:attempt</c>, at most 100 characters.</summary>
internal static class TaskRunNames
{
    /// <summary>The id of a tick's run.</summary>
    public static string OfTick(Guid taskId, DateTimeOffset tick, int attempt) => string.Create(CultureInfo.InvariantCulture, $"task:{taskId:N}:{tick.UtcDateTime:yyyyMMdd'T'HHmmss.FFFFFF'Z'}:{attempt}");

    /// <summary>The id of the first run that was asked for with a key.</summary>
    public static string OfKey(Guid taskId, string idempotencyKey) => $"task:{taskId:N}:key-{StableId.Of(idempotencyKey)}:1";

    /// <summary>The id of the next attempt at the same thing.</summary>
    public static string Again(string runId, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{runId[..runId.LastIndexOf(':')]}:{attempt}");
}
