namespace LocalHost.Functions.Discovery;

/// <summary>What triggers a function.</summary>
internal enum FunctionKind
{
    Http,
    Timer,
    Orchestration,
    Activity,
}
