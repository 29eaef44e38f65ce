using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Asks the places of secrets in order; the first that has one wins. What was found is kept in memory for a while.</summary>
/// <param name="sources">The places.</param>
/// <param name="maximumAge">How long what was found is kept.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log; names of secrets only.</param>
internal sealed partial class SecretSources(IReadOnlyList<ISecretSource> sources, TimeSpan maximumAge, TimeProvider clock, ILogger<SecretSources> logger) : ISecrets
{
    private readonly ConcurrentDictionary<string, (string Value, DateTimeOffset Since)> _found = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<SecretValues> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var values = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var problems = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(names.Distinct(StringComparer.Ordinal), cancellationToken, async (name, token) =>
        {
            var (value, problem) = await FindAsync(name, token);
            if (value is not null)
                values[name] = value;
            else
                problems[name] = problem;
        });
        return new SecretValues(values, problems);
    }

    private async Task<(string? Value, string Problem)> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!SecretReferences.IsName(name))
            return (null, "which is no name of a secret; use letters, digits, _ and -");
        var now = clock.GetUtcNow();
        if (_found.TryGetValue(name, out var known) && now - known.Since < maximumAge)
            return (known.Value, "");
        foreach (var source in sources)
        {
            try
            {
                if (await source.FindAsync(name, cancellationToken) is not { } value)
                    continue;
                _found[name] = (value, now);
                return (value, "");
            }
            catch (SecretSourceException exception)
            {
                LogSourceFailed(name, exception);
                // A value that was good a while ago is better than none while its place does not answer.
                return known.Value is not null ? (known.Value, "") : (null, $"which cannot be read: {exception.Message}");
            }
        }

        _found.TryRemove(name, out _);
        return (null, $"which is not there; {string.Join(", or ", sources.Select(source => source.HowToSet(name)))}");
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "The secret {Name} could not be read from its place.")]
    private partial void LogSourceFailed(string name, Exception exception);
}
