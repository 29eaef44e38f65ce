using System.Globalization;
using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Says why rows are quarantined.</summary>
/// <param name="quarantine">The quarantine.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListQuarantineReasons(IQuarantine quarantine, ICompanyConfigs configs, ILogger<ListQuarantineReasons> logger)
{
    private const int DefaultSamples = 3;
    private const int MostSamples = 20;

    /// <summary><c>GET /api/v1/companies/{company}/quarantine/reasons?dataset=&amp;samples=&amp;limit=&amp;cursor=</c>: open rows per dataset, rule and column, with samples.</summary>
    [Function(nameof(ListQuarantineReasons))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/quarantine/reasons")] HttpRequest request,
        string company,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var page = await quarantine.ListReasonsAsync(company, request.Text("dataset"), Samples(request.Text("samples")), request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<QuarantineReason>(page.Items, page.NextCursor));
    });

    private static int Samples(string? text)
    {
        if (text is null)
            return DefaultSamples;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var samples) && samples <= MostSamples
            ? samples
            : throw new UserErrorException("samples_invalid", $"The query parameter samples is not a whole number from 0 to {MostSamples}.", $"Send another one, or none for {DefaultSamples}.");
    }
}
