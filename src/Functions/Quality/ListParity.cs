using DataHound.Functions.MasterData;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Quality.Parity;

namespace DataHound.Functions.Quality;

/// <summary>Lists one kind of difference between two versions of a dataset.</summary>
/// <param name="lookup">Finds the versions.</param>
/// <param name="parity">Compares them.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListParity(DatasetLookup lookup, IDatasetParity parity, ICompanyConfigs configs, ILogger<ListParity> logger)
{
    /// <summary>
    /// <c>GET /api/v1/companies/{company}/datasets/{name}/parity/{part}?from=&amp;to=&amp;key=&amp;column=&amp;limit=&amp;cursor=</c>; the part is <c>onlyFrom</c>, <c>onlyTo</c> or
    /// <c>cells</c>, which needs <c>column</c>.
    /// </summary>
    [Function(nameof(ListParity))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/datasets/{name}/parity/{part}")] HttpRequest request,
        string company,
        string name,
        string part,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var listed = part switch
        {
            "onlyFrom" => ParityPart.OnlyFrom,
            "onlyTo" => ParityPart.OnlyTo,
            "cells" => ParityPart.Cells,
            _ => throw new UserErrorException("parity_part_unknown", $"A comparison has no part '{part}'.", "Use onlyFrom, onlyTo or cells."),
        };
        var input = await ParityInput.ReadAsync(request, company, name, lookup, configs, cancellationToken);
        var page = await parity.ListAsync(input.From, input.To, input.Request, listed, request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<ParityDifference>(page.Items, page.NextCursor));
    });
}
