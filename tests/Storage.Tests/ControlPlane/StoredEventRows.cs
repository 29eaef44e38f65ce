using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DataHound.Storage.ControlPlane.Events;
using DataHound.Storage.DataPlane;

namespace Storage.Tests.ControlPlane;

/// <summary>Event rows by the path of the file they stand for.</summary>
internal sealed class StoredEventRows : IEventRowSource
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<EventIndexRow>> _rows = new(StringComparer.Ordinal);

    /// <summary>How many files were read.</summary>
    public int Reads { get; private set; }

    public void Put(string path, params IReadOnlyList<EventIndexRow> rows) => _rows[path] = rows;

    public async IAsyncEnumerable<EventIndexRow> ReadAsync(ManifestFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Reads++;
        foreach (var row in _rows[file.Path])
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }

        await Task.CompletedTask;
    }
}
