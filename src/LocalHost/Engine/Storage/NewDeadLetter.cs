using LocalHost.DurableTask;

namespace LocalHost.Engine.Storage;

/// <summary>Work that is given up, because the processes that did it fell silent again and again.</summary>
/// <param name="Kind">What kind of work.</param>
/// <param name="Name">The activity, or the orchestrator whose step it is.</param>
/// <param name="Attempts">How often it was claimed and not finished.</param>
internal sealed record NewDeadLetter(string Kind, string Name, int Attempts)
{
    public const string Activity = "activity";
    public const string Step = "step";

    public string Reason { get; } = string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{(Kind is Activity ? $"The activity '{Name}'" : $"A step of the orchestrator '{Name}'")} was claimed {Attempts} times and never finished: each time the process at work fell silent. It is among the dead letters: repair the cause, then replay it.");

    /// <summary>The failure the orchestrator, or whoever waits for it, is told of.</summary>
    public TaskFailureDetails Failure =>
        new(Kind is Activity ? "PoisonActivity" : "PoisonStep", Reason, StackTrace: null, InnerFailure: null, Properties: null);
}
