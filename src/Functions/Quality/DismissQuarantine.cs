using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Dismisses quarantined rows that nobody wants.</summary>
/// <param name="quarantine">The quarantine.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class DismissQuarantine(IQuarantine quarantine, ICompanyConfigs configs, ILogger<DismissQuarantine> logger)
{
    /// <summary><c>POST /api/v1/companies/{company}/quarantine/dismissals</c> with <c>{ dataset, rules, rows, reason }</c>: 200 with how many open rows it dismissed.</summary>
    [Function(nameof(DismissQuarantine))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/companies/{company}/quarantine/dismissals")] HttpRequest request,
        string company,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var (body, _) = await request.ReadJsonAsync<QuarantineSelectionBody>(cancellationToken);
        return ApiResponse.Json(new { Dismissed = await quarantine.DismissAsync(company, body.Selection(), request.Initiator(body.RequireReason()), cancellationToken) });
    });
}
