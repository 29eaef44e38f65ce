using System.Collections.Concurrent;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.DataPlane.Verification;

/// <summary>Compares objects with what they must be. May be used by several at a time; each takes an engine session of its own, which is kept for the next.</summary>
internal sealed class ObjectVerifier(IObjectStore objects, TableEngine engine) : IAsyncDisposable
{
    private readonly ConcurrentBag<TableSession> _sessions = [];
    private long _bytes;

    /// <summary>Bytes read so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>What is wrong with an object: the kinds of <see cref="FindingKinds"/> with what was found instead; nothing when it is as it must be.</summary>
    public async Task<IReadOnlyList<(string Kind, string Found)>> VerifyAsync(ExpectedObject expected, CancellationToken cancellationToken)
    {
        try
        {
            using var copy = await objects.OpenLocalAsync(expected.Path, cancellationToken);
            var found = await FileDigest.OfAsync(copy.File, cancellationToken);
            Interlocked.Add(ref _bytes, found.Bytes);
            var differences = Compare(expected, found);
            return differences.Count > 0 || expected.Rows is null ? differences : await CompareRowsAsync(expected, copy.File, cancellationToken);
        }
        catch (ObjectDamagedException damaged)
        {
            var differences = Compare(expected, new FileDigest(damaged.Bytes, damaged.Sha256));
            return differences.Count > 0 ? differences : [(FindingKinds.Unreadable, "an object that the store does not hand out, because the checksum kept with it is another")];
        }
        catch (Exception exception) when (exception is ObjectNotFoundException or FileNotFoundException)
        {
            return [(FindingKinds.Missing, "nothing")];
        }
        catch (IOException)
        {
            return [(FindingKinds.Unreadable, "nothing that the store can give")];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_sessions.TryTake(out var session))
            await session.DisposeAsync();
    }

    private static List<(string Kind, string Found)> Compare(ExpectedObject expected, FileDigest found)
    {
        var differences = new List<(string, string)>();
        if (expected.Bytes is { } bytes && found.Bytes != bytes)
            differences.Add((FindingKinds.Size, FormattableString.Invariant($"{found.Bytes}")));
        if (!string.Equals(found.Sha256, expected.Sha256, StringComparison.Ordinal))
            differences.Add((FindingKinds.Checksum, found.Sha256));
        return differences;
    }

    /// <summary>Compares the rows of a file whose bytes are as they were written.</summary>
    private async Task<IReadOnlyList<(string Kind, string Found)>> CompareRowsAsync(ExpectedObject expected, string file, CancellationToken cancellationToken) =>
        await CountRowsAsync(file, cancellationToken) switch
        {
            null => [(FindingKinds.Unreadable, "no Parquet footer that can be read")],
            { } rows when rows != expected.Rows => [(FindingKinds.RowCount, FormattableString.Invariant($"{rows}"))],
            _ => [],
        };

    /// <summary>The rows that a Parquet file's footer tells, or null when it cannot be read.</summary>
    private async Task<long?> CountRowsAsync(string file, CancellationToken cancellationToken)
    {
        if (!_sessions.TryTake(out var session))
            session = engine.OpenSession();
        try
        {
            return await session.RunAsync(
                connection => connection.QueryScalar<long>($"SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata({DuckSql.Literal(file)})", cancellationToken: cancellationToken), cancellationToken);
        }
        catch (DuckDbException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            _sessions.Add(session);
        }
    }
}
