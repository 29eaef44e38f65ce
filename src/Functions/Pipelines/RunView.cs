using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Shapes a run with its course for the HTTP API.</summary>
internal static class RunView
{
    private const string Pending = "pending";

    public static object Of(PipelineRunDetail detail, RunHeartbeat heartbeat)
    {
        var run = detail.Run;
        IEnumerable<UserError?> errors = [run.Error, .. detail.Companies.Select(company => company.Error)];
        return new
        {
            run.RunId,
            run.Pipeline,
            run.AsOf,
            run.Status,
            run.StartedAt,
            run.FinishedAt,
            run.CancelRequested,
            run.HeartbeatAt,
            Stuck = heartbeat.IsStuck(run),
            run.RequestedBy,
            Companies = detail.Companies.Select(company => new
            {
                company.Company,
                company.Status,
                company.FinishedAt,
                company.Error,
                Stages = run.Stages.Select(stage => Stage(stage, company.Stages.FirstOrDefault(candidate => string.Equals(candidate.Stage, stage, StringComparison.Ordinal)))),
            }),
            Errors = errors.OfType<UserError>().Distinct(),
            Links = RunLinks.Of(run.RunId),
        };
    }

    private static object Stage(string name, RunStage? stage) => stage is null
        ? new { Stage = name, Status = Pending }
        : new
        {
            stage.Stage,
            stage.Status,
            stage.Counts.In,
            stage.Counts.Good,
            stage.Counts.Quarantined,
            stage.Counts.Discarded,
            stage.StartedAt,
            stage.FinishedAt,
            UnitsDone = stage.Units.Count,
            UnitsTotal = stage.UnitsPlanned,
            stage.ManifestPath,
            Units = stage.Units.Select(unit => new
            {
                Unit = unit.Name,
                unit.Counts.In,
                unit.Counts.Good,
                unit.Counts.Quarantined,
                unit.Counts.Discarded,
                unit.FinishedAt,
                unit.Details,
            }),
        };
}
