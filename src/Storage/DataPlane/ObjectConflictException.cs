namespace DataHound.Storage.DataPlane;

/// <summary>A path that holds an object already was given other bytes. Objects are immutable: the writer must choose another path.</summary>
/// <param name="path">The path.</param>
public sealed class ObjectConflictException(string path) : IOException($"The object '{path}' exists with other bytes.")
{
    /// <summary>The path.</summary>
    public string Path { get; } = path;
}
