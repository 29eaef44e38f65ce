using System.Text.Json.Nodes;
using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Events;

namespace DataHound.Functions.Events;

/// <summary>Lists a company's events.</summary>
/// <param name="index">The event index.</param>
/// <param name="past">Events as they were.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListEvents(IEventIndex index, PastEvents past, ICompanyConfigs configs, ILogger<ListEvents> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/events?type=&amp;status=&amp;severity=&amp;asOf=&amp;limit=&amp;cursor=</c>; with <c>asOf</c>, which needs a <c>type</c>, as the runs up to then left them.</summary>
    [Function(nameof(ListEvents))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/events")] HttpRequest request,
        string company,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        if (ApiInstant.Parse(request.Text("asOf")) is { } instant)
            return ApiResponse.Json(await past.ReadAsync(request, company, instant, cancellationToken));

        var page = await index.ListAsync(
            new EventQuery
            {
                Company = company,
                EventType = request.Text("type"),
                Status = request.Text("status"),
                Severity = request.Text("severity"),
                Limit = request.Limit(),
                Cursor = request.Text("cursor"),
            },
            cancellationToken);
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(View)], page.NextCursor));
    });

    private static object View(IndexedEvent found) => new
    {
        found.EventId,
        found.EventType,
        found.EntityType,
        found.EntityId,
        found.Severity,
        found.Status,
        found.Reason,
        found.FirstSeenAt,
        found.LastSeenAt,
        Details = JsonNode.Parse(found.DetailsJson),
    };
}
