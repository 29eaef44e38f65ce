using LocalHost.Functions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LocalHost.Functions.Keys;

/// <summary>The keys that hold now. They are read again when they are older than a few seconds, so that all processes soon agree.</summary>
internal sealed class KeyRing(KeyStore store, MasterKeyFile file, HostSettings settings, TimeProvider time, ILogger<KeyRing> logger) : IDisposable
{
    // While the database does not answer, the keys read last hold for this long; then nobody is let in.
    private static readonly TimeSpan LongestWithoutDatabase = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Reading? _reading;

    private bool MasterIsSetting => settings.Keys.Master is not null;

    /// <summary>The keys read last.</summary>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public KeySet Latest => _reading?.Keys ?? throw new InvalidOperationException("The keys are read when the host starts.");

    /// <summary>Makes the master key at the very first start, and reads the keys.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (await store.PrepareAsync(MasterIsSetting ? null : file.ReadOrMake, cancellationToken))
            KeyLog.MasterMade(logger, MasterKeyFile.Name);
        await CurrentAsync(cancellationToken);
    }

    /// <summary>The keys, at most a few seconds old.</summary>
    /// <exception cref="NpgsqlException">The database has not answered for too long.</exception>
    public ValueTask<KeySet> CurrentAsync(CancellationToken cancellationToken) =>
        _reading is { } reading && IsFresh(reading) ? ValueTask.FromResult(reading.Keys) : ReadAsync(evenIfFresh: false, cancellationToken);

    /// <summary>Makes or replaces a key; true when it is new.</summary>
    public async Task<bool> SetAsync(KeyPlace place, string name, string key, CancellationToken cancellationToken)
    {
        bool isNew = await store.SetAsync(place, name, KeyHash.Of(key), cancellationToken);
        if (place.Scope == KeyScope.Master)
            file.Replace(key);
        await ReadAsync(evenIfFresh: true, cancellationToken);
        return isNew;
    }

    public async Task<bool> DeleteAsync(KeyPlace place, string name, CancellationToken cancellationToken)
    {
        bool isDeleted = await store.DeleteAsync(place, name, cancellationToken);
        await ReadAsync(evenIfFresh: true, cancellationToken);
        return isDeleted;
    }

    public void Dispose() => _gate.Dispose();

    private bool IsFresh(Reading reading) => time.GetElapsedTime(reading.AskedAt) < settings.Keys.RefreshInterval;

    private async ValueTask<KeySet> ReadAsync(bool evenIfFresh, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Reading? before = _reading;
            if (!evenIfFresh && before is not null && IsFresh(before))
                return before.Keys;
            long now = time.GetTimestamp();
            try
            {
                KeySet keys = WithSetting(await store.ReadAsync(cancellationToken));
                _reading = new Reading(keys, now, now);
                return keys;
            }
            catch (NpgsqlException exception) when (before is not null && time.GetElapsedTime(before.AnsweredAt) < LongestWithoutDatabase)
            {
                KeyLog.NotRead(logger, exception);
                _reading = before with { AskedAt = time.GetTimestamp() };
                return before.Keys;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private KeySet WithSetting(KeySet keys) => settings.Keys.Master is not { } master
        ? keys
        : keys with { Keys = [.. keys.Keys.Where(key => key.Place.Scope != KeyScope.Master), new StoredKey(KeyPlace.Master, KeyPlace.MasterName, master)] };

    private sealed record Reading(KeySet Keys, long AskedAt, long AnsweredAt);
}
