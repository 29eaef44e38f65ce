using System.Collections;

namespace DuckDb;

/// <summary>
/// Values for a statement's parameters, either by place (<c>?</c> or <c>$1</c>: <c>[7, "x"]</c>) or by name
/// (<c>$from</c>: <c>new DuckParameters { ["from"] = date }</c>). Taken are null, bool, all integers, float, double, decimal, string,
/// byte[], DateOnly, TimeOnly, DateTime (TIMESTAMP), DateTimeOffset (TIMESTAMP WITH TIME ZONE), TimeSpan and
/// <see cref="DuckInterval"/>, Guid, and sequences of those that are of one type (LIST).
/// </summary>
public sealed class DuckParameters : IEnumerable<object?>
{
    private readonly List<object?> _values = [];
    private readonly List<string> _names = [];

    /// <summary>No values at all.</summary>
    public static DuckParameters None { get; } = [];

    /// <summary>How many values there are.</summary>
    public int Count => _values.Count;

    internal bool AreNamed => _names.Count > 0;

    internal IReadOnlyList<string> Names => _names;

    internal IReadOnlyList<object?> Values => _values;

    /// <summary>Gives a value to the parameter <c>$name</c>.</summary>
    /// <exception cref="ArgumentException">The name has a value already, or values by place were added.</exception>
    public object? this[string name]
    {
        set
        {
            if ((_values.Count > 0 && !AreNamed) || _names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw new ArgumentException("Give each parameter one value, all by place or all by name.", nameof(name));
            }

            _names.Add(name);
            _values.Add(value);
        }
    }

    /// <summary>Gives a value to the next parameter by place.</summary>
    /// <exception cref="ArgumentException">Values by name were added.</exception>
    public void Add(object? value)
    {
        if (AreNamed)
        {
            throw new ArgumentException("Give each parameter one value, all by place or all by name.", nameof(value));
        }

        _values.Add(value);
    }

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
