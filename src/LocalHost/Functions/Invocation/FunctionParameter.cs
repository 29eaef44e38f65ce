using System.Collections.Immutable;

namespace LocalHost.Functions;

/// <summary>A parameter of a function's method.</summary>
/// <param name="name">The parameter's name.</param>
/// <param name="type">The parameter's type.</param>
/// <param name="properties">More about the parameter, by name.</param>
public class FunctionParameter(string name, Type type, IReadOnlyDictionary<string, object> properties)
{
    /// <summary>Creates a parameter without further properties.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="type">The parameter's type.</param>
    public FunctionParameter(string name, Type type)
        : this(name, type, ImmutableDictionary<string, object>.Empty)
    {
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; } = name;

    /// <summary>The parameter's type.</summary>
    public Type Type { get; } = type;

    /// <summary>More about the parameter, by name.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; } = properties;
}
