using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane.Lineage;

namespace DataHound.Functions.MasterData;

/// <summary>Shows where a row comes from: the file and the line.</summary>
/// <param name="lookup">Finds the version.</param>
/// <param name="lineage">Where data comes from.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class GetRowLineage(DatasetLookup lookup, IDataLineage lineage, ICompanyConfigs configs, ILogger<GetRowLineage> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/datasets/{name}/rows/{key}/lineage?version=|asOf=</c>: the row, then the row it was computed from, up to the source file and line.</summary>
    [Function(nameof(GetRowLineage))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/datasets/{name}/rows/{key}/lineage")] HttpRequest request,
        string company,
        string name,
        string key,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var version = await lookup.RequireReadableAsync(request, company, name, cancellationToken);
        var steps = await lineage.OfRowAsync(version, key, cancellationToken)
            ?? throw new UserErrorException("row_unknown", $"Version '{version.VersionTag}' of '{name}' has no row with that key.", "Take a key from GET /api/v1/companies/{company}/datasets/{name}/rows.");
        return ApiResponse.Json(new { Steps = steps.Select(View) });
    });

    private static object View(RowStep step) => new
    {
        step.Dataset,
        step.VersionTag,
        step.VersionId,
        step.KeyColumn,
        step.Key,
        step.RunId,
        step.SourceFile,
        step.SourceLine,
        File = step.File is null ? null : SourceView.Of(step.File),
    };
}
