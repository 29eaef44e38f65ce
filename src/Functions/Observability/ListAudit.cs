using DataHound.Storage.ControlPlane.Audit;

namespace DataHound.Functions.Observability;

/// <summary>Lists who did what, newest first.</summary>
/// <param name="audit">The audit log.</param>
/// <param name="logger">The log.</param>
public sealed class ListAudit(IAuditLog audit, ILogger<ListAudit> logger)
{
    /// <summary><c>GET /api/v1/audit?company=&amp;actor=&amp;action=&amp;subject=&amp;from=&amp;to=&amp;limit=&amp;cursor=</c>.</summary>
    [Function(nameof(ListAudit))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/audit")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var page = await audit.ListAsync(
            new AuditQuery
            {
                Company = request.Text("company"),
                Actor = request.Text("actor"),
                Action = request.Text("action"),
                Subject = request.Text("subject"),
                From = request.Instant("from"),
                To = request.Instant("to"),
                Limit = request.Limit(),
                Cursor = request.Text("cursor"),
            },
            cancellationToken);
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(View)], page.NextCursor));
    });

    private static object View(AuditEntry entry) => new
    {
        entry.Act.Company,
        entry.Sequence,
        entry.At,
        entry.Act.By.Actor,
        entry.Act.Action,
        entry.Act.Subject,
        entry.Act.Before,
        entry.Act.After,
        entry.Act.By.Reason,
        entry.Act.By.RequestId,
        entry.PreviousHash,
        entry.Hash,
    };
}
