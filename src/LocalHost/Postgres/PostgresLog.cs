using Microsoft.Extensions.Logging;

namespace LocalHost.Postgres;

/// <summary>The log lines of the embedded Postgres: event ids 2100 to 2199.</summary>
internal static partial class PostgresLog
{
    [LoggerMessage(2100, LogLevel.Information, "Postgres {Major} runs on port {Port} after {Milliseconds} ms.")]
    public static partial void Started(ILogger logger, int major, int port, long milliseconds);

    [LoggerMessage(2101, LogLevel.Information, "Postgres on port {Port} was running already and is used.")]
    public static partial void Adopted(ILogger logger, int port);

    [LoggerMessage(2102, LogLevel.Information, "Creating the Postgres cluster.")]
    public static partial void Creating(ILogger logger);

    [LoggerMessage(2103, LogLevel.Information, "Postgres stopped.")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(2104, LogLevel.Information, "Postgres goes on for another process that uses it.")]
    public static partial void LeftToOthers(ILogger logger);

    [LoggerMessage(2105, LogLevel.Warning, "Postgres did not stop in an orderly way; the next start recovers it.")]
    public static partial void StopFailed(ILogger logger);

    [LoggerMessage(2106, LogLevel.Warning, "The user '{User}', which runs Postgres because root may not, cannot reach the data folder; the cluster is in {Folder}.")]
    public static partial void ClusterElsewhere(ILogger logger, string user, string folder);

    [LoggerMessage(2107, LogLevel.Information, "The user '{User}' cannot reach the Postgres binaries; they are copied to {Folder}.")]
    public static partial void BinariesCopied(ILogger logger, string user, string folder);

    [LoggerMessage(2108, LogLevel.Information, "The last Postgres is still going away; trying again.")]
    public static partial void TryingAgain(ILogger logger);
}
