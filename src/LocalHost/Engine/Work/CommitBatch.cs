using System.Threading.Channels;
using LocalHost.Engine.Storage;

namespace LocalHost.Engine.Work;

/// <summary>Gathers the changes of one commit.</summary>
internal static class CommitBatch
{
    /// <summary>
    /// Takes what has arrived, up to a number. A change that starts an instance never shares a commit with another change of
    /// that instance: it waits for the next one.
    /// </summary>
    public static List<Change> Take(ChannelReader<Change> changes, int limit, ref Change? left)
    {
        var batch = new List<Change>();
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var started = new HashSet<string>(StringComparer.Ordinal);
        while (batch.Count < limit)
        {
            var change = left;
            left = null;
            if (change is null && !changes.TryRead(out change))
            {
                break;
            }

            var starts = change.Starts.Select(instance => instance.InstanceId).ToList();
            var meets = starts.Exists(id => touched.Contains(id) || started.Contains(id)) || change.Touches.Any(started.Contains);
            if (batch.Count > 0 && meets)
            {
                left = change;
                break;
            }

            batch.Add(change);
            touched.UnionWith(change.Touches);
            started.UnionWith(starts);
        }

        return batch;
    }
}
