using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Functions.Companies;

/// <summary>Puts a company's configuration document into force.</summary>
/// <param name="documents">The configuration documents.</param>
/// <param name="logger">The log.</param>
public sealed class PutConfig(IConfigDocuments documents, ILogger<PutConfig> logger)
{
    private const int MaximumCharacters = 4 << 20;
    private static readonly string[] Kinds = [ConfigKinds.Company, ConfigKinds.Extraction, ConfigKinds.Events];

    /// <summary><c>PUT /api/v1/companies/{company}/config/{kind}</c> with the document: 201 for a new version, 200 when it is in force already, 400 when it is not valid.</summary>
    [Function(nameof(PutConfig))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/companies/{company}/config/{kind}")] HttpRequest request,
        string company,
        string kind,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        if (!Kinds.Contains(kind, StringComparer.Ordinal))
            throw new UserErrorException("config_kind_unknown", $"A company has no configuration of kind '{kind}'.", $"Use one of {string.Join(", ", Kinds)}.");

        var saved = await documents.SaveAsync(kind, company, await request.ReadTextAsync(MaximumCharacters, cancellationToken), request.Initiator(), cancellationToken);
        return ApiResponse.Json(new { saved.Document.Kind, saved.Document.Name, saved.Document.Version }, saved.Created ? 201 : 200);
    });
}
