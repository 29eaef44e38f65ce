using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Keys;

/// <summary>The log lines of keys: event ids 2300 to 2399. No line holds a key or a caller's address.</summary>
internal static partial class KeyLog
{
    [LoggerMessage(2300, LogLevel.Warning, "A master key was made. It is in the file {File} of the data folder, for its owner alone.")]
    public static partial void MasterMade(ILogger logger, string file);

    [LoggerMessage(2301, LogLevel.Warning, "The keys could not be read again; those read last still hold.")]
    public static partial void NotRead(ILogger logger, Exception exception);

    [LoggerMessage(2302, LogLevel.Information, "A request to {Endpoint} came without a key that opens it.")]
    public static partial void Refused(ILogger logger, string? endpoint);

    [LoggerMessage(2303, LogLevel.Warning, "Too many requests of one address came without a key that opens what they ask for; they are told to wait.")]
    public static partial void TooMany(ILogger logger);

    [LoggerMessage(2304, LogLevel.Information, "The key {Name} ({Scope} {Function}) was {Change}.")]
    public static partial void Changed(ILogger logger, string name, KeyScope scope, string function, string change);

    [LoggerMessage(2305, LogLevel.Error, "The keys cannot be read, so nobody is let in.")]
    public static partial void Unavailable(ILogger logger, Exception exception);
}
