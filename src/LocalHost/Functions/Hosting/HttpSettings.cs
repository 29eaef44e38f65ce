namespace LocalHost.Functions.Hosting;

/// <summary>Limits on connections and requests, from <c>LocalHost:Http</c>.</summary>
internal sealed record HttpSettings
{
    /// <summary>The most connections at the same time.</summary>
    public long MaxConnections { get; init; } = 5000;

    /// <summary>The most bytes of the first line of a request, which holds its address.</summary>
    public int MaxRequestLineBytes { get; init; } = 8192;

    /// <summary>The most bytes of all headers of a request.</summary>
    public int MaxHeaderBytes { get; init; } = 32768;

    /// <summary>The most headers of a request.</summary>
    public int MaxHeaderCount { get; init; } = 100;

    /// <summary>How long the headers of a request may take to arrive.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection without a request is kept.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>The least bytes per second at which a body must come and an answer be taken, after five seconds; 0 for no limit.</summary>
    public int MinBytesPerSecond { get; init; } = 240;

    /// <summary>How long an HTTP function may take to answer; zero for no limit. The default is what the load balancer of Azure allows.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(230);

    public static HttpSettings Read(SettingReader settings)
    {
        HttpSettings defaults = new();
        return new HttpSettings
        {
            MaxConnections = settings.Number(nameof(MaxConnections), defaults.MaxConnections, 1, int.MaxValue),
            MaxRequestLineBytes = (int)settings.Number(nameof(MaxRequestLineBytes), defaults.MaxRequestLineBytes, 256, 1048576),
            MaxHeaderBytes = (int)settings.Number(nameof(MaxHeaderBytes), defaults.MaxHeaderBytes, 1024, 1048576),
            MaxHeaderCount = (int)settings.Number(nameof(MaxHeaderCount), defaults.MaxHeaderCount, 10, 10_000),
            HeaderTimeout = settings.Seconds("HeaderSeconds", defaults.HeaderTimeout, 1, 3600),
            KeepAliveTimeout = settings.Seconds("KeepAliveSeconds", defaults.KeepAliveTimeout, 1, 86_400),
            MinBytesPerSecond = (int)settings.Number(nameof(MinBytesPerSecond), defaults.MinBytesPerSecond, 0, 1048576),
            RequestTimeout = settings.Seconds("RequestSeconds", defaults.RequestTimeout, 0, 86_400),
        };
    }
}
