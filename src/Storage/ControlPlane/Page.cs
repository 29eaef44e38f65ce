namespace DataHound.Storage.ControlPlane;

/// <summary>A part of a longer list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items, in the list's order.</param>
/// <param name="NextCursor">What to ask with for the items after these; null when these are the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
