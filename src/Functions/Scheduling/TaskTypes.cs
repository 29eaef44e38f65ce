namespace DataHound.Functions.Scheduling;

/// <summary>The kinds of work that can be scheduled.</summary>
/// <param name="types">All there are.</param>
public sealed class TaskTypes(IEnumerable<ITaskType> types)
{
    private readonly SortedDictionary<string, ITaskType> _types = new(types.ToDictionary(type => type.Name, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The kind of that name.</summary>
    /// <exception cref="UserErrorException"><c>task_type_unknown</c>.</exception>
    public ITaskType Get(string name) => _types.TryGetValue(name, out var type)
        ? type
        : throw new UserErrorException("task_type_unknown", $"There is no kind of task '{name}'.", $"Use one of {string.Join(", ", _types.Keys)}.");
}
