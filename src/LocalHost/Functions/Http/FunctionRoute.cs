using System.Diagnostics.CodeAnalysis;
using LocalHost.Functions.Discovery;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LocalHost.Functions.Http;

/// <summary>The routes of HTTP functions.</summary>
internal static class FunctionRoute
{
    private static readonly string[] Reserved = ["admin", "runtime"];

    /// <summary>The whole template of a function: prefix and route.</summary>
    public static string Template(FunctionDescriptor function, string prefix) => Join(prefix, function.Http.Route ?? function.Name);

    /// <summary>Reads the parameter names of a route.</summary>
    public static bool TryReadNames(string route, string prefix, out IReadOnlySet<string> names, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            RoutePattern pattern = RoutePatternFactory.Parse(Join(prefix, route));
            names = pattern.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            bool isReserved = pattern.PathSegments.Count > 0 && pattern.PathSegments[0].Parts is [RoutePatternLiteralPart { Content: var first }]
                && Reserved.Contains(first, StringComparer.OrdinalIgnoreCase);
            problem = isReserved ? $"the route '{route}' begins with a segment the host keeps for itself ({string.Join(", ", Reserved)})." : null;
        }
        catch (RoutePatternException exception)
        {
            names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            problem = $"the route '{route}' is not valid: {exception.Message}";
        }

        return problem is null;
    }

    /// <summary>Pairs of functions that answer the same method at the same address.</summary>
    public static IEnumerable<string> Conflicts(IEnumerable<FunctionDescriptor> functions, string prefix) => functions
        .Where(function => function.Kind == FunctionKind.Http)
        .SelectMany(function => Methods(function).DefaultIfEmpty("*"), (function, method) => (function, Key: Shape(function, prefix), method))
        .GroupBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)
        .SelectMany(same => same.GroupBy(entry => entry.method, StringComparer.Ordinal)
            .Where(entries => entries.Count() > 1 || (entries.Key == "*" && same.Count() > 1))
            .Select(entries => $"the address {same.Key} ({(entries.Key == "*" ? "any method" : entries.Key)}) is answered by more than one function: "
                + string.Join(" and ", same.Select(entry => entry.function.Name).Distinct(StringComparer.Ordinal)) + "."));

    /// <summary>The accepted methods in upper case; none means all.</summary>
    public static string[] Methods(FunctionDescriptor function) =>
        [.. (function.Http.Methods ?? []).Select(method => method.ToUpperInvariant()).Distinct(StringComparer.Ordinal)];

    /// <summary>The template with the names of plain parameters taken out: what makes two templates the same address.</summary>
    private static string Shape(FunctionDescriptor function, string prefix)
    {
        RoutePattern pattern = RoutePatternFactory.Parse(Template(function, prefix));
        return "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => "{" + (parameter.IsCatchAll ? "*" : "")
                + string.Concat(parameter.ParameterPolicies.Select(policy => ":" + policy.Content)) + (parameter.IsOptional ? "?" : "") + "}",
            _ => "",
        }))));
    }

    private static string Join(string prefix, string route)
    {
        string trimmed = route.Trim('/');
        return prefix.Length == 0 ? trimmed : trimmed.Length == 0 ? prefix : prefix + "/" + trimmed;
    }
}
