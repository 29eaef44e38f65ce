namespace LocalHost.Functions;

/// <summary>Runs the function for an HTTP request.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Accepts every method, at level <see cref="AuthorizationLevel.Function"/>.</summary>
    public HttpTriggerAttribute()
    {
    }

    /// <summary>Accepts the named methods, at level <see cref="AuthorizationLevel.Function"/>.</summary>
    /// <param name="methods">HTTP methods in any case; none means all.</param>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>Accepts every method.</summary>
    /// <param name="authLevel">The key a caller must present.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>Accepts the named methods.</summary>
    /// <param name="authLevel">The key a caller must present.</param>
    /// <param name="methods">HTTP methods in any case; none means all.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route template below the route prefix, such as <c>runs/{runId}</c>; null means the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>The accepted methods; null means all.</summary>
    public string[]? Methods { get; }

    /// <summary>The key a caller must present. Keys are not asked for on loopback, unless LocalHost:Keys:Required is true.</summary>
    public AuthorizationLevel AuthLevel { get; } = AuthorizationLevel.Function;
}
