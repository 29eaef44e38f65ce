namespace LocalHost.DurableTask;

/// <summary>The version an orchestration instance is bound to when it is created.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version: what an instance has when nobody named one.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? _version;

    /// <summary>Makes a version.</summary>
    /// <param name="version">The version's text; null and blank both mean unversioned.</param>
    public TaskVersion(string? version) => _version = string.IsNullOrWhiteSpace(version) ? null : version;

    /// <summary>The version's text, empty when unversioned.</summary>
    public string Version => _version ?? string.Empty;

    /// <summary>The plain text of a version.</summary>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>The version a plain text stands for.</summary>
    public static implicit operator TaskVersion(string? value) => new(value);

    /// <summary>Whether two versions are the same, ignoring case.</summary>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Whether two versions differ.</summary>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);

    /// <inheritdoc/>
    public override string ToString() => Version;
}
