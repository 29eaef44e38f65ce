namespace DataHound.Storage.Pipelines.Plans;

/// <summary>Tells what a run would do. It runs the stages themselves, in a scratch space that is removed: nothing is published, received, marked or noted.</summary>
public interface IRunPlanner
{
    /// <summary>Plans one company's part of a run.</summary>
    /// <param name="context">The run as it would be; its id appears only in the scratch space.</param>
    /// <param name="stages">The stages to walk, in order.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    Task<CompanyPlan> PlanAsync(StageContext context, IReadOnlyList<string> stages, CancellationToken cancellationToken);
}
