namespace LocalHost.Functions.Keys;

/// <summary>Where named keys are kept: a scope, and the function it belongs to.</summary>
/// <param name="Scope">What its keys open.</param>
/// <param name="Function">The function's name in lower case; empty for the other scopes.</param>
internal sealed record KeyPlace(KeyScope Scope, string Function = "")
{
    /// <summary>The name of the one key of <see cref="KeyScope.Master"/>.</summary>
    public const string MasterName = "_master";

    public static KeyPlace Master { get; } = new(KeyScope.Master);

    public static KeyPlace Host { get; } = new(KeyScope.Host);

    public static KeyPlace System { get; } = new(KeyScope.System);

    public static KeyPlace Of(string function) => new(KeyScope.Function, function.ToLowerInvariant());
}
