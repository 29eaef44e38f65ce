using System.Text.Json;
using LocalHost.Functions.Discovery;
using LocalHost.Functions.Hosting;
using LocalHost.Functions.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Keys;

/// <summary>Lists, makes, sets and deletes keys, at the addresses of the Functions host. A key is told once, by the answer that makes it.</summary>
internal sealed class KeyEndpoints(KeyRing keys, FunctionCatalog catalog, HostSettings settings, ILogger<KeyEndpoints> logger)
{
    private const int LongestName = 127;

    /// <summary>Adds the addresses, on a host that asks for keys. On another, anyone could make a key that holds later.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, "admin/functions/{function}/keys", PlaceOf);
        Map(endpoints, "admin/host/keys", _ => KeyPlace.Host);
        Map(endpoints, "admin/host/systemkeys", _ => KeyPlace.System);
    }

    private void Map(IEndpointRouteBuilder endpoints, string path, Func<HttpContext, KeyPlace?> place)
    {
        RouteGroupBuilder group = endpoints.MapGroup(path);
        group.MapGet("", (RequestDelegate)(context => WithPlaceAsync(context, place, ListAsync)));
        group.MapPost("{name}", (RequestDelegate)(context => WithPlaceAsync(context, place, MakeAsync)));
        group.MapPut("{name}", (RequestDelegate)(context => WithPlaceAsync(context, place, SetAsync)));
        group.MapDelete("{name}", (RequestDelegate)(context => WithPlaceAsync(context, place, DeleteAsync)));
    }

    private async Task WithPlaceAsync(HttpContext context, Func<HttpContext, KeyPlace?> place, Func<HttpContext, KeyPlace, Task> work)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (place(context) is not { } found)
            await ProblemResponse.WriteAsync(context, StatusCodes.Status404NotFound, "function_not_found", "Not found", "There is no HTTP function of this name.", "Check the name.");
        else if (found == KeyPlace.Host && Name(context) == KeyPlace.MasterName)
            await WithMasterAsync(context, work);
        else if (Name(context) is { } name && !IsName(name))
            await ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, "key_name_invalid", "Bad request", "This is not a name for a key.", "Use at most 127 letters, digits, '-' and '_', the first not '_'.");
        else
            await work(context, found);
    }

    private Task WithMasterAsync(HttpContext context, Func<HttpContext, KeyPlace, Task> work)
    {
        if (HttpMethods.IsDelete(context.Request.Method))
            return ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, "master_key_needed", "Bad request", "The master key cannot be deleted.", "Renew it with POST.");
        return settings.Keys.Master is null
            ? work(context, KeyPlace.Master)
            : ProblemResponse.WriteAsync(context, StatusCodes.Status409Conflict, "master_key_is_setting", "Conflict", "The master key is a setting of this host.", "Change LocalHost:Keys:Master and start again.");
    }

    private async Task ListAsync(HttpContext context, KeyPlace place)
    {
        KeySet current = await keys.CurrentAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new { keys = current.Names(place).Select(name => new { name }) }, context.RequestAborted);
    }

    private Task MakeAsync(HttpContext context, KeyPlace place) => StoreAsync(context, place, SecretKey.New());

    private async Task SetAsync(HttpContext context, KeyPlace place)
    {
        string? given = await ReadValueAsync(context);
        if (given is null || SecretKey.Problem(given) is not null)
        {
            await ProblemResponse.WriteAsync(
                context, StatusCodes.Status400BadRequest, "key_invalid", "Bad request", given is null ? "The body has no text 'value'." : $"The key {SecretKey.Problem(given)}.",
                "Send a long random value, or let the host make one with POST.");
            return;
        }

        await StoreAsync(context, place, given);
    }

    private async Task StoreAsync(HttpContext context, KeyPlace place, string value)
    {
        string name = Name(context)!;
        bool isNew = await keys.SetAsync(place, name, value, context.RequestAborted);
        KeyLog.Changed(logger, name, place.Scope, place.Function, isNew ? "made" : "replaced");
        context.Response.StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        await context.Response.WriteAsJsonAsync(new { name, value }, context.RequestAborted);
    }

    private async Task DeleteAsync(HttpContext context, KeyPlace place)
    {
        string name = Name(context)!;
        if (!await keys.DeleteAsync(place, name, context.RequestAborted))
        {
            await ProblemResponse.WriteAsync(context, StatusCodes.Status404NotFound, "key_not_found", "Not found", "There is no key of this name.", "List the keys to see their names.");
            return;
        }

        KeyLog.Changed(logger, name, place.Scope, place.Function, "deleted");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private KeyPlace? PlaceOf(HttpContext context) =>
        catalog.Find((string)context.GetRouteValue("function")!) is { Kind: FunctionKind.Http } function ? KeyPlace.Of(function.Name) : null;

    private static string? Name(HttpContext context) => (string?)context.GetRouteValue("name");

    private static bool IsName(string name) =>
        name.Length <= LongestName && name[0] != '_' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static async Task<string?> ReadValueAsync(HttpContext context)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("value", out JsonElement value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
