using System.Runtime.CompilerServices;
using DataHound.Storage.DataPlane;

namespace DataHound.Storage.ControlPlane.Events;

/// <summary>Reads the files of event datasets one after the other.</summary>
internal static class EventFiles
{
    /// <summary>The rows of the files, each with its file's path.</summary>
    public static async IAsyncEnumerable<(string SourceFile, EventIndexRow Row)> ReadAllAsync(
        this IEventRowSource source, IEnumerable<ManifestFile> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            await foreach (var row in source.ReadAsync(file, cancellationToken))
                yield return (file.Path, row);
        }
    }
}
