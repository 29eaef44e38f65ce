using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LocalHost.Functions.Http;

/// <summary>Reads the JSON body of a request for a <see cref="FromBodyAttribute"/> parameter.</summary>
internal static class JsonBody
{
    public static async ValueTask<object?> ReadAsync(FunctionInvocation invocation, Type type)
    {
        HttpRequest request = invocation.Trigger.Http!.Request;
        JsonSerializerOptions options = invocation.HostServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, options, invocation.CancellationToken)
                ?? (type.IsValueType ? Activator.CreateInstance(type) : null);
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body is not the JSON that is expected here.", StatusCodes.Status400BadRequest, exception);
        }
    }
}
