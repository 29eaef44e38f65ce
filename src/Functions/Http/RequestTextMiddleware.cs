namespace DataHound.Functions.Http;

/// <summary>Refuses query parameters with the character NUL, which no name here has and no database takes, before any function sees them. In the path servers refuse it themselves.</summary>
public sealed class RequestTextMiddleware : IFunctionsWorkerMiddleware
{
    /// <summary>Whether the run was asked for over HTTP.</summary>
    public static bool Concerns(FunctionContext context) => context.GetHttpContext() is not null;

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (!context.GetHttpContext()!.Request.Query.Any(parameter => HasNul(parameter.Key) || parameter.Value.Any(HasNul)))
            return next(context);
        context.GetInvocationResult().Value = ApiResponse.Problem(400, new UserError("address_invalid", "A query parameter holds the character NUL (%00).", "Send the address without it."));
        return Task.CompletedTask;
    }

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) is true;
}
