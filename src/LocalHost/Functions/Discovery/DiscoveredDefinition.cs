using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace LocalHost.Functions.Discovery;

/// <summary>The description of a discovered function that middleware sees.</summary>
internal sealed class DiscoveredDefinition : FunctionDefinition
{
    public DiscoveredDefinition(string name, MethodInfo method)
    {
        Name = name;
        EntryPoint = method.DeclaringType!.FullName + "." + method.Name;
        PathToAssembly = method.DeclaringType.Assembly.Location;
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EntryPoint + "|" + name)))[..16];
        ParameterInfo[] parameters = method.GetParameters();
        Parameters = [.. parameters.Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];
        InputBindings = parameters
            .Select(parameter => (parameter, Attribute: parameter.GetCustomAttribute<BindingAttribute>()))
            .Where(pair => pair.Attribute is not null)
            .ToImmutableDictionary(pair => pair.parameter.Name!, pair => (BindingMetadata)new Binding(pair.parameter.Name!, Kind(pair.Attribute!)), StringComparer.Ordinal);
    }

    public override string Name { get; }

    public override string Id { get; }

    public override string EntryPoint { get; }

    public override string PathToAssembly { get; }

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <summary>The attribute's name as binding kind: <c>HttpTriggerAttribute</c> is <c>httpTrigger</c>.</summary>
    private static string Kind(BindingAttribute attribute)
    {
        string name = attribute.GetType().Name;
        return char.ToLowerInvariant(name[0]) + name[1..^nameof(Attribute).Length];
    }

    private sealed class Binding(string name, string type) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => BindingDirection.In;
    }
}
