namespace LocalHost.Functions;

/// <summary>Marks a method as a function. The method's trigger attribute, on one of its parameters, says when it runs.</summary>
/// <param name="name">The function's name: unique in the app, at most 128 letters, digits, '_' or '-', beginning with a letter.</param>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;
}
