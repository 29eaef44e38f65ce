using DataHound.Functions.Pipelines;
using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Shapes a replay for the HTTP API.</summary>
internal static class QuarantineReplayView
{
    public static object Of(QuarantineReplay replay) => new
    {
        replay.Id,
        replay.Status,
        replay.Rows,
        replay.LeftOpen,
        replay.Reason,
        replay.RequestedBy,
        replay.CreatedAt,
        replay.Run.Pipeline,
        replay.Run.AsOf,
        replay.RunId,
        replay.Files,
        Links = new { Self = SelfOf(replay), Run = replay.RunId is null ? null : RunLinks.Of(replay.RunId).Self },
    };

    public static string SelfOf(QuarantineReplay replay) => $"/api/v1/companies/{replay.Company}/quarantine/replays/{replay.Id}";
}
