using System.Collections.Concurrent;

namespace LocalHost.Engine.Work;

/// <summary>The instances this process holds, by id.</summary>
internal sealed class SessionTable
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    public int Count => _sessions.Count;

    public ICollection<Session> All => _sessions.Values;

    public Session? Find(string instanceId) => _sessions.GetValueOrDefault(instanceId);

    public void Put(Session session) => _sessions[session.InstanceId] = session;

    /// <summary>Takes a session out, unless a newer one has taken its place.</summary>
    public void Remove(Session session) => _sessions.TryRemove(KeyValuePair.Create(session.InstanceId, session));
}
