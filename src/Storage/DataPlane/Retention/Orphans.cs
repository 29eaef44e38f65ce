using System.Runtime.CompilerServices;

namespace DataHound.Storage.DataPlane.Retention;

/// <summary>Finds the objects that stages left behind: written by a run that ended without committing them.</summary>
internal static class Orphans
{
    /// <summary>Folders in which only what stages write lies. Bronze is never looked at: what was received is kept.</summary>
    private static readonly string[] Folders = ["silver/dataset=", "gold/dataset=", "gold/lists/", "quarantine/dataset=", "manifests/"];
    private const string Received = "bronze/";

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
                if (IsOld(item, before) && !named.Contains(item.Path))
                    yield return item;
            }
        }
    }

    /// <summary>A company's objects that lie where no stage writes and were last changed before an instant. Nobody removes them: somebody else put them there.</summary>
    public static async IAsyncEnumerable<StoredObject> FindForeignAsync(IObjectStore objects, string company, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in objects.ListAsync($"{company}/", cancellationToken))
        {
            var place = item.Path[(company.Length + 1)..];
            if (IsOld(item, before) && !place.StartsWith(Received, StringComparison.Ordinal) && !Array.Exists(Folders, folder => place.StartsWith(folder, StringComparison.Ordinal)))
                yield return item;
        }
    }

    private static bool IsOld(StoredObject item, DateTimeOffset before) => item.ModifiedAt is { } changed && changed < before;
}
