using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Corrects cells of quarantined rows for their next replay.</summary>
/// <param name="quarantine">The quarantine.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class CorrectQuarantine(IQuarantine quarantine, ICompanyConfigs configs, ILogger<CorrectQuarantine> logger)
{
    private const int MostRows = 1000;

    /// <summary>
    /// <c>POST /api/v1/companies/{company}/quarantine/corrections</c> with <c>{ rows: [{ id, cells }], reason }</c>, all or none: 200; 404 for an unknown row,
    /// 409 for one that is not open. What was received stays as it came.
    /// </summary>
    [Function(nameof(CorrectQuarantine))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/companies/{company}/quarantine/corrections")] HttpRequest request,
        string company,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var (body, _) = await request.ReadJsonAsync<QuarantineCorrectionsBody>(cancellationToken);
        if (string.IsNullOrWhiteSpace(body.Reason))
            throw QuarantineErrors.ReasonMissing();
        if (body.Rows is not { Count: >= 1 and <= MostRows } rows || rows.Any(row => row is not { Id: not null, Cells.Count: > 0 }))
            throw new UserErrorException("corrections_invalid", $"A request corrects 1 to {MostRows} rows, each with at least one cell.", "Send { \"rows\": [{ \"id\": \"...\", \"cells\": { \"Created Date\": \"01/02/2015\" } }], \"reason\": \"...\" }.");
        await quarantine.CorrectAsync(
            company,
            [.. rows.Select(row => new QuarantineCorrection { Row = QuarantineSelectionBody.RowId(row.Id), Cells = row.Cells })],
            request.Initiator(body.Reason),
            cancellationToken);
        return ApiResponse.Json(new { Corrected = rows.Count, NextStep = "Replay the rows with POST /api/v1/companies/{company}/quarantine/replays." });
    });
}
