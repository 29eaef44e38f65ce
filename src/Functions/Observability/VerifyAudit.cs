using DataHound.Storage.ControlPlane.Audit;

namespace DataHound.Functions.Observability;

/// <summary>Checks that nothing in the audit log was changed or removed.</summary>
/// <param name="audit">The audit log.</param>
/// <param name="logger">The log.</param>
public sealed class VerifyAudit(IAuditLog audit, ILogger<VerifyAudit> logger)
{
    /// <summary><c>GET /api/v1/audit/verify?company=</c>: whether every chain holds, and for one that does not its first broken link.</summary>
    [Function(nameof(VerifyAudit))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/audit/verify")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var chains = await audit.VerifyAsync(request.Text("company"), cancellationToken);
        return ApiResponse.Json(new
        {
            Intact = chains.All(chain => chain.Break is null),
            Entries = chains.Sum(chain => chain.Head.Sequence),
            Chains = chains.Select(chain => new { chain.Company, Entries = chain.Head.Sequence, HeadHash = chain.Head.Hash, FirstBroken = chain.Break }),
        });
    });
}
