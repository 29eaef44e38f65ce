using System.Reflection;
using System.Text.RegularExpressions;
using LocalHost.Functions.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Functions.Discovery;

/// <summary>Finds the functions among types and checks them. All that is wrong is told at once.</summary>
/// <param name="routePrefix">The prefix of HTTP routes.</param>
internal sealed partial class FunctionDiscovery(string routePrefix)
{
    private readonly List<string> _problems = [];

    /// <summary>What is wrong with the functions found so far; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The public function methods of an assembly's types.</summary>
    public static IEnumerable<Type> TypesOf(Assembly assembly) => assembly.GetExportedTypes().Where(type => type.IsClass && !type.ContainsGenericParameters);

    public FunctionCatalog Discover(IEnumerable<Type> types)
    {
        List<FunctionDescriptor> functions = [];
        foreach (Type type in types)
        {
            foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                if (method.GetCustomAttribute<FunctionAttribute>() is { } attribute && Describe(type, method, attribute.Name) is { } function)
                    functions.Add(function);
            }
        }

        AddDuplicates(functions, function => function.Name, "the function name");
        AddDuplicates(functions.Where(function => function.Kind == FunctionKind.Orchestration), function => function.TaskName, "the orchestrator name");
        AddDuplicates(functions.Where(function => function.Kind == FunctionKind.Activity), function => function.TaskName, "the activity name");
        _problems.AddRange(FunctionRoute.Conflicts(functions, routePrefix));
        return new FunctionCatalog(_problems.Count == 0 ? functions : []);
    }

    private FunctionDescriptor? Describe(Type type, MethodInfo method, string name)
    {
        int before = _problems.Count;
        string Where(string problem) => $"{type.Name}.{method.Name} ('{name}'): {problem}";
        if (!NamePattern().IsMatch(name))
            _problems.Add(Where("the name must begin with a letter and have at most 128 letters, digits, '_' or '-'."));
        if (!method.IsStatic && (type.IsAbstract || type.GetConstructors().Length == 0))
            _problems.Add(Where("the method is not static, and its class cannot be created: it needs a public constructor."));
        if (method.ContainsGenericParameters)
            _problems.Add(Where("a function cannot be generic."));

        List<TriggerBindingAttribute> triggers = [.. method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes<TriggerBindingAttribute>())];
        if (triggers.Count != 1)
        {
            _problems.Add(Where(triggers.Count == 0 ? "it has no trigger on any parameter." : $"it has {triggers.Count} triggers, and must have one."));
            return null;
        }

        (FunctionKind kind, string taskName) = triggers[0] switch
        {
            HttpTriggerAttribute => (FunctionKind.Http, name),
            TimerTriggerAttribute => (FunctionKind.Timer, name),
            OrchestrationTriggerAttribute orchestration => (FunctionKind.Orchestration, orchestration.Orchestration ?? name),
            ActivityTriggerAttribute activity => (FunctionKind.Activity, activity.Activity ?? name),
            _ => ((FunctionKind)(-1), name),
        };
        if (!Enum.IsDefined(kind))
        {
            _problems.Add(Where($"the trigger {triggers[0].GetType().Name} is not one this host knows."));
            return null;
        }

        IReadOnlySet<string> routeNames = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (triggers[0] is HttpTriggerAttribute http && !FunctionRoute.TryReadNames(http.Route ?? name, routePrefix, out routeNames, out string? routeProblem))
            _problems.Add(Where(routeProblem));

        ParameterBinder[] binders = Bind(method, kind, routeNames, Where);
        if (_problems.Count > before)
            return null;
        return new FunctionDescriptor
        {
            Name = name,
            Kind = kind,
            TaskName = taskName,
            Trigger = triggers[0],
            Definition = new DiscoveredDefinition(name, method),
            Binders = binders,
            Method = MethodCompiler.Compile(method),
            ResultType = MethodCompiler.ResultType(method),
            MakeTarget = method.IsStatic ? null : ActivatorUtilities.CreateFactory(type, Type.EmptyTypes),
            Retry = method.GetCustomAttribute<RetryAttribute>(),
            MonitorIsExplicit = method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributesData())
                .Any(data => data.NamedArguments.Any(argument => argument.MemberName == nameof(TimerTriggerAttribute.UseMonitor))),
        };
    }

    private ParameterBinder[] Bind(MethodInfo method, FunctionKind kind, IReadOnlySet<string> routeNames, Func<string, string> where)
    {
        ParameterInfo[] parameters = method.GetParameters();
        ParameterBinder[] binders = new ParameterBinder[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            if (ParameterBinders.Choose(kind, parameters[i], routeNames, out string? problem) is { } binder)
                binders[i] = binder;
            else
                _problems.Add(where(problem!));
        }

        bool hasInput = kind is FunctionKind.Orchestration or FunctionKind.Activity;
        if (hasInput && parameters.Count(parameter => ParameterBinders.IsInput(kind, parameter)) > 1)
            _problems.Add(where("it has more than one parameter for its input."));
        if (method.ReturnType == typeof(void) && kind == FunctionKind.Orchestration)
            _problems.Add(where("an orchestrator returns a task."));
        return binders;
    }

    private void AddDuplicates(IEnumerable<FunctionDescriptor> functions, Func<FunctionDescriptor, string> key, string what)
    {
        foreach (IGrouping<string, FunctionDescriptor> group in functions.GroupBy(key, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            _problems.Add($"{what} '{group.Key}' is used by {string.Join(" and ", group.Select(function => function.Definition.EntryPoint))}.");
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
