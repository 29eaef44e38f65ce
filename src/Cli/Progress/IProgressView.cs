using DataHound.Cli.Api;
using DataHound.Cli.Deliveries;

namespace DataHound.Cli.Progress;

/// <summary>Shows the user what happens while it happens.</summary>
internal interface IProgressView
{
    /// <summary>One sentence about a step.</summary>
    void Say(string text);

    /// <summary>One sentence for those who asked to hear more.</summary>
    void Trace(string text);

    /// <summary>
    /// Shows a run until <paramref name="follow"/> is done. It gets a callback to call with every new state of the run.
    /// </summary>
    Task<RunView> ShowRunAsync(Delivery delivery, Func<Action<RunView>, Task<RunView>> follow);
}
