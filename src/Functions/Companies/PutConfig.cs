using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Functions.Companies;

/// <summary>Puts a company's configuration document into force.</summary>
/// <param name="documents">The configuration documents.</param>
/// <param name="logger">The log.</param>
public sealed class PutConfig(IConfigDocuments documents, ILogger<PutConfig> logger)
{
    private const int MaximumCharacters = 4 << 20;

    /// <summary><c>PUT /api/v1/companies/{company}/config/{kind}</c> with the document: 201 for a new version, 200 when it is in force already, 400 when it is not valid.</summary>
    [Function(nameof(PutConfig))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/companies/{company}/config/{kind}")] HttpRequest request,
        string company,
        string kind,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () => ConfigKinds.BelongsToCompany(kind)
            ? await SaveAsync(documents, request, kind, company, cancellationToken)
            : throw new UserErrorException(
                "config_kind_unknown", $"A company has no configuration of kind '{kind}'.", $"Use one of {string.Join(", ", ConfigKinds.All.Where(ConfigKinds.BelongsToCompany))}."));

    /// <summary>Saves the document in the body.</summary>
    internal static async Task<IActionResult> SaveAsync(IConfigDocuments documents, HttpRequest request, string kind, string name, CancellationToken cancellationToken)
    {
        var edit = new ConfigEdit
        {
            Kind = kind,
            Name = name,
            Content = await request.ReadTextAsync(MaximumCharacters, cancellationToken),
            By = request.Initiator(request.Comment()),
            BaseVersion = request.BaseVersion(),
        };
        var saved = await documents.SaveAsync(edit, cancellationToken);
        request.HttpContext.Response.Headers.ETag = $"\"{saved.Document.Version}\"";
        return ApiResponse.Json(new { saved.Document.Kind, saved.Document.Name, saved.Document.Version }, saved.Created ? 201 : 200);
    }
}
