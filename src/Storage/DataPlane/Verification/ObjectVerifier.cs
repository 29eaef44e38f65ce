using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using DataHound.Storage.DataPlane.Tables;
using DuckDb;

namespace DataHound.Storage.DataPlane.Verification;

/// <summary>Compares objects with what they must be. May be used by several at a time; each takes an engine session of its own, which is kept for the next.</summary>
internal sealed class ObjectVerifier(IObjectStore objects, TableEngine engine) : IAsyncDisposable
{
    private const int BufferSize = 1 << 20;
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
            return await CompareAsync(expected, copy.File, cancellationToken);
        }
        catch (ObjectNotFoundException)
        {
            return [(FindingKinds.Missing, "nothing")];
        }
        catch (FileNotFoundException)
        {
            return [(FindingKinds.Missing, "nothing")];
        }
        catch (IOException)
        {
            return [(FindingKinds.Unreadable, "bytes that the store does not vouch for")];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_sessions.TryTake(out var session))
            await session.DisposeAsync();
    }

    private async Task<IReadOnlyList<(string Kind, string Found)>> CompareAsync(ExpectedObject expected, string file, CancellationToken cancellationToken)
    {
        var findings = new List<(string, string)>();
        var (bytes, sha256) = await HashAsync(file, cancellationToken);
        if (expected.Bytes is { } size && bytes != size)
            findings.Add((FindingKinds.Size, FormattableString.Invariant($"{bytes}")));
        else if (!string.Equals(sha256, expected.Sha256, StringComparison.Ordinal))
            findings.Add((FindingKinds.Checksum, sha256));
        if (expected.Rows is not { } rows)
            return findings;

        var counted = await CountRowsAsync(file, cancellationToken);
        if (counted is null)
            findings.Add((FindingKinds.Unreadable, "no Parquet footer that can be read"));
        else if (counted != rows)
            findings.Add((FindingKinds.RowCount, FormattableString.Invariant($"{counted}")));
        return findings;
    }

    private async Task<(long Bytes, string Sha256)> HashAsync(string file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
            long position = 0;
            int read;
            while ((read = await RandomAccess.ReadAsync(handle, buffer, position, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                position += read;
            }

            Interlocked.Add(ref _bytes, position);
            return (position, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

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
