using DataHound.Cli.Api;
using DataHound.Cli.Deliveries;
using DataHound.Cli.Progress;

namespace DataHound.Cli.Tests.Fakes;

/// <summary>Keeps what the user would have read.</summary>
internal sealed class RecordingView : IProgressView
{
    public List<string> Said { get; } = [];

    public List<RunView> Updates { get; } = [];

    public void Say(string text) => Said.Add(text);

    public void Trace(string text)
    {
    }

    public Task<RunView> ShowRunAsync(Delivery delivery, Func<Action<RunView>, Task<RunView>> follow) => follow(Updates.Add);
}
