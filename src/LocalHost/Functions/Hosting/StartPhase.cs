namespace LocalHost.Functions.Hosting;

/// <summary>
/// Whether the host is starting. While it is, the framework's own host does not log: it would tell a failed start with a stack trace that
/// this host tells in one message.
/// </summary>
internal sealed class StartPhase
{
    public const string FrameworkCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    public bool IsStarting { get; set; }
}
