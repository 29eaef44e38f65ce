using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>A request to run a task now.</summary>
/// <param name="TaskKey">The task.</param>
/// <param name="By">On whose behalf.</param>
/// <param name="IdempotencyKey">The caller's key: the same key gives the same run; null when the caller gave none.</param>
public sealed record RunNowRequest(string TaskKey, Initiator By, string? IdempotencyKey = null);
