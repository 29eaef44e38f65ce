using System.Runtime.CompilerServices;

namespace DataHound.Storage.DataPlane.Retention;

/// <summary>Finds the objects that stages left behind: written by a run that ended without committing them.</summary>
internal static class Orphans
{
    /// <summary>Folders in which only what stages write lies. Bronze is never looked at: what was received is kept.</summary>
    private static readonly string[] Folders = ["silver/dataset=", "gold/dataset=", "quarantine/dataset=", "manifests/"];

    /// <summary>A company's objects that nothing names and that were last changed before an instant.</summary>
    /// <param name="objects">The store.</param>
    /// <param name="company">The company's slug.</param>
    /// <param name="named">What is named; read before the store is listed, so that what is published meanwhile is too young to count.</param>
    /// <param name="before">Younger objects do not count.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static async IAsyncEnumerable<StoredObject> FindAsync(
        IObjectStore objects, string company, NamedObjects named, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var folder in Folders)
        {
            await foreach (var item in objects.ListAsync($"{company}/{folder}", cancellationToken))
            {
                if (item.ModifiedAt is { } changed && changed < before && !named.Contains(item.Path))
                    yield return item;
            }
        }
    }
}
