using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Quality;
using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Reading;
using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Lists quarantined rows of all of a company's datasets, newest batch first per dataset.</summary>
/// <param name="catalog">The catalogue.</param>
/// <param name="reader">Reads rows.</param>
/// <param name="quarantine">Knows what became of rows.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListQuarantine(IDatasetCatalog catalog, IDatasetReader reader, IQuarantine quarantine, ICompanyConfigs configs, ILogger<ListQuarantine> logger)
{
    private const char CursorSeparator = '~';

    /// <summary><c>GET /api/v1/companies/{company}/quarantine?dataset=&amp;limit=&amp;cursor=</c>: id, source file, line, rule, reason, raw text and state of each row.</summary>
    [Function(nameof(ListQuarantine))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/quarantine")] HttpRequest request,
        string company,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var layer = await catalog.ListLayerAsync(company, DataLayer.Quarantine, request.Text("dataset"), cancellationToken);
        // Rows discarded on purpose lie in the same layer.
        var versions = layer.Where(version => DatasetNames.IsQuarantine(version.Dataset)).ToList();
        var limit = request.Limit();
        var (start, rowCursor) = Start(request.Text("cursor"), versions);
        var items = new List<JsonObject>(limit);
        for (var index = start; index < versions.Count; index++)
        {
            var from = index == start ? rowCursor : null;
            var page = await reader.ReadAsync(versions[index], limit - items.Count, from, cancellationToken);
            var first = from is null ? 0 : long.Parse(from, CultureInfo.InvariantCulture);
            items.AddRange(await DescribeAsync(versions[index], first, page.Items, cancellationToken));

            if (items.Count >= limit && (page.NextCursor is not null || index + 1 < versions.Count))
                return ApiResponse.Json(new ApiPage<JsonObject>(items, page.NextCursor is null ? $"{versions[index + 1].Id:N}" : $"{versions[index].Id:N}{CursorSeparator}{page.NextCursor}"));
        }

        return ApiResponse.Json(new ApiPage<JsonObject>(items, NextCursor: null));
    });

    private async Task<IReadOnlyList<JsonObject>> DescribeAsync(DatasetVersion version, long first, IReadOnlyList<JsonObject> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select((row, index) => (new QuarantineRowId(version.Id, first + index), row["source_file"]!.GetValue<string>(), row["record"]!.GetValue<long>())).ToList();
        var statuses = await quarantine.DescribeAsync(version.Company, ids, cancellationToken);
        for (var index = 0; index < rows.Count; index++)
        {
            rows[index]["version"] = version.VersionTag;
            rows[index]["dataset"] ??= version.Dataset;
            foreach (var (name, value) in JsonSerializer.SerializeToNode(QuarantineRowView.Of(ids[index].Item1, statuses[index]), ApiResponse.JsonOptions)!.AsObject())
                rows[index][name] = value?.DeepClone();
        }

        return rows;
    }

    private static (int Index, string? RowCursor) Start(string? cursor, IReadOnlyList<DatasetVersion> versions)
    {
        if (cursor is null)
            return (0, null);
        var parts = cursor.Split(CursorSeparator, 2);
        var index = versions.Select(version => $"{version.Id:N}").ToList().IndexOf(parts[0]);
        return index >= 0
            ? (index, parts.Length == 2 ? parts[1] : null)
            : throw new Domain.Observability.UserErrorException("cursor_invalid", "The cursor is not one of this list.", "Start again without a cursor.");
    }
}
