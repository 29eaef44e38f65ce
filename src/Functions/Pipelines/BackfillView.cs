using DataHound.Storage.ControlPlane.Backfills;

namespace DataHound.Functions.Pipelines;

/// <summary>Shapes backfills for the HTTP API.</summary>
internal static class BackfillView
{
    public static object Of(Backfill backfill, IReadOnlyDictionary<BackfillPartitionStatus, long>? counts = null) => new
    {
        backfill.Id,
        backfill.Pipeline,
        backfill.Companies,
        backfill.Stages,
        backfill.From,
        backfill.To,
        backfill.Parallelism,
        backfill.Status,
        Partitions = counts?.ToDictionary(count => count.Key.ToString().ToLowerInvariant(), count => count.Value, StringComparer.Ordinal),
        backfill.RequestedBy,
        backfill.CreatedAt,
        backfill.UpdatedAt,
        Links = new { Self = SelfOf(backfill), Partitions = $"{SelfOf(backfill)}/partitions" },
    };

    public static string SelfOf(Backfill backfill) => $"/api/v1/backfills/{backfill.Id}";

    public static async Task<Backfill> RequireAsync(this IBackfills backfills, string id, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var known) && await backfills.FindAsync(known, cancellationToken) is { } backfill
            ? backfill
            : throw new UserErrorException("backfill_unknown", "There is no such backfill.", "List the backfills with GET /api/v1/backfills and use one of their ids.");
}
