using System.Globalization;

namespace DataHound.Cli.Hosting;

/// <summary>Where the app listens: on this machine only.</summary>
internal static class AppAddress
{
    /// <summary>The address for people.</summary>
    public static string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");

    /// <summary>A client without a time limit of its own: a large file may take long.</summary>
    public static HttpClient Client(int port) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")),
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
