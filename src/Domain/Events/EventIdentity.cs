using DataHound.Domain.Identity;

namespace DataHound.Domain.Events;

/// <summary>The identity of an event.</summary>
public static class EventIdentity
{
    /// <summary>The identity: the same as long as company, type and entity are the same, whatever the event's fields say.</summary>
    public static string Of(string company, string eventType, string entityType, string entityId) => StableId.Of($"{company}|{eventType}|{entityType}|{entityId}");
}
