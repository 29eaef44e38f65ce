namespace DataHound.Storage.ControlPlane.Events;

/// <summary>How many events of a type have a status.</summary>
/// <param name="EventType">The type.</param>
/// <param name="Status">The status.</param>
/// <param name="Events">How many.</param>
public sealed record EventCount(string EventType, string Status, long Events);
