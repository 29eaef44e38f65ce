using Microsoft.AspNetCore.Http;

namespace LocalHost.Management;

/// <summary>Turns arguments that are not allowed into 400 with a message, without a stack trace.</summary>
internal sealed class ManagementErrorFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ArgumentException exception)
        {
            return Bad(exception.Message);
        }
    }

    /// <summary>400 with the message in the shape of the Functions host.</summary>
    public static IResult Bad(string message) => Results.Json(new { Message = message }, ManagementJson.AsDeclared, statusCode: StatusCodes.Status400BadRequest);
}
