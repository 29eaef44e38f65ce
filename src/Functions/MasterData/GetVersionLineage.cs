using System.Globalization;
using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane.Lineage;

namespace DataHound.Functions.MasterData;

/// <summary>Shows what a dataset version was made from.</summary>
/// <param name="lookup">Finds the version.</param>
/// <param name="lineage">Where data comes from.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class GetVersionLineage(DatasetLookup lookup, IDataLineage lineage, ICompanyConfigs configs, ILogger<GetVersionLineage> logger)
{
    private const int DefaultDepth = 10;
    private const int MaximumDepth = 1000;

    /// <summary>
    /// <c>GET /api/v1/companies/{company}/datasets/{name}/versions/{version}/lineage?depth=&amp;limit=&amp;cursor=</c>: the version and its ancestors, nearest first, with the
    /// received files behind those made from files; depth 1 to 1,000, by default 10.
    /// </summary>
    [Function(nameof(GetVersionLineage))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/datasets/{name}/versions/{version}/lineage")] HttpRequest request,
        string company,
        string name,
        string version,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var found = await lookup.RequireAsync(company, name, version, cancellationToken);
        var page = await lineage.OfVersionAsync(found, Depth(request), request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(View)], page.NextCursor));
    });

    private static int Depth(HttpRequest request)
    {
        if (request.Text("depth") is not { } text)
            return DefaultDepth;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var depth) && depth is >= 1 and <= MaximumDepth
            ? depth
            : throw new UserErrorException("depth_invalid", $"The query parameter depth is not a whole number from 1 to {MaximumDepth}.", $"Send another depth, or none for {DefaultDepth}.");
    }

    private static object View(VersionNode node) => new
    {
        node.Depth,
        node.Version.Dataset,
        node.Version.VersionTag,
        node.Version.Id,
        node.Version.Layer,
        node.Version.Stage,
        node.Version.ProducedByRunId,
        node.Version.RowCount,
        node.Version.CreatedAt,
        node.Version.RemovedAt,
        node.Version.Parents,
        Sources = node.Sources.Select(SourceView.Of),
    };
}
