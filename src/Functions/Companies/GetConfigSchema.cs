using DataHound.Storage.ConfigPlane.Schemas;

namespace DataHound.Functions.Companies;

/// <summary>Gives the JSON schema of a kind of config document.</summary>
/// <param name="logger">The log.</param>
public sealed class GetConfigSchema(ILogger<GetConfigSchema> logger)
{
    /// <summary><c>GET /api/v1/config-schemas/{kind}</c>, for editors.</summary>
    [Function(nameof(GetConfigSchema))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/config-schemas/{kind}")] HttpRequest request,
        string kind) => ApiCall.RunAsync(logger, () => Task.FromResult(ApiResponse.Json(ConfigSchemas.Of(ConfigRequest.KnownKind(kind)))));
}
