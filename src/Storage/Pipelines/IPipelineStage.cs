namespace DataHound.Storage.Pipelines;

/// <summary>
/// One stage of a pipeline. The orchestration plans it once per company and run, executes its units side by side, and commits what they
/// produced in one transaction. Planning and executing may happen more than once for the same run and must then give the same result.
/// </summary>
public interface IPipelineStage
{
    /// <summary>The name used in pipeline definitions, such as <c>prepare</c>.</summary>
    string Name { get; }

    /// <summary>Says what there is to do, with every input pinned to a dataset version or a received file, so that a repeated unit reads the same.</summary>
    Task<StagePlan> PlanAsync(StageContext context, CancellationToken cancellationToken);

    /// <summary>Does one unit: reads the pinned inputs, writes objects named after (run, stage, dataset), and says what it wrote. Publishes nothing.</summary>
    Task<StageUnitResult> ExecuteAsync(StageContext context, StageUnit unit, CancellationToken cancellationToken);
}
