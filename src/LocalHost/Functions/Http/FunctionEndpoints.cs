using LocalHost.Functions.Discovery;
using LocalHost.Functions.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalHost.Functions.Http;

/// <summary>Maps HTTP functions to their addresses.</summary>
internal static class FunctionEndpoints
{
    public static void MapFunctions(this IEndpointRouteBuilder endpoints, FunctionCatalog catalog, HttpFunctionHandler handler, string routePrefix)
    {
        foreach (FunctionDescriptor function in catalog.Functions.Where(function => function.Kind == FunctionKind.Http))
        {
            string template = FunctionRoute.Template(function, routePrefix);
            RequestDelegate run = context => handler.HandleAsync(function, context);
            string[] methods = FunctionRoute.Methods(function);
            IEndpointConventionBuilder endpoint = methods.Length == 0 ? endpoints.Map(template, run) : endpoints.MapMethods(template, methods, run);
            endpoint.WithDisplayName(function.Name);
            if (KeyRequirement.Of(function.Http.AuthLevel, function.Name) is { } requirement)
                endpoint.WithMetadata(requirement);
        }
    }
}
