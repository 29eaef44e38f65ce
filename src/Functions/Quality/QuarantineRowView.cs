using DataHound.Domain.Quality;
using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Shapes what became of a quarantined row for the HTTP API.</summary>
internal static class QuarantineRowView
{
    public static object Of(QuarantineRowId id, QuarantineRowStatus status) => new
    {
        Id = id.ToString(),
        status.State,
        CorrectedCells = status.Cells.Count == 0 ? null : status.Cells.Select(cell => new { cell.Heading, cell.Value }),
        status.ChangedBy,
        ChangedWhy = status.Reason,
        status.ReplayId,
        status.ReplayFile,
        status.ReplayRecord,
        ReplayOf = status.ReplayOf?.ToString(),
    };
}
