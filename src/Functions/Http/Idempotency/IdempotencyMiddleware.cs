namespace DataHound.Functions.Http.Idempotency;

/// <summary>Puts <see cref="IdempotentRequests"/> around every HTTP function, so that no writing endpoint can forget it.</summary>
/// <param name="requests">The rules.</param>
public sealed class IdempotencyMiddleware(IdempotentRequests requests) : IFunctionsWorkerMiddleware
{
    /// <summary>Whether the run was asked for by a request with a key.</summary>
    public static bool Concerns(FunctionContext context) => context.GetHttpContext()?.Request.HasKey() is true;

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var result = await requests.RunAsync(context.GetHttpContext()!, context.FunctionDefinition.Name, async () =>
        {
            await next(context);
            return context.GetInvocationResult().Value;
        });
        context.GetInvocationResult().Value = result;
    }
}
