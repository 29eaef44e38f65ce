namespace DataHound.Storage.DataPlane;

/// <summary>There is no object at a path.</summary>
/// <param name="path">The path.</param>
public sealed class ObjectNotFoundException(string path) : IOException($"There is no object '{path}'.")
{
    /// <summary>The path.</summary>
    public string Path { get; } = path;
}
