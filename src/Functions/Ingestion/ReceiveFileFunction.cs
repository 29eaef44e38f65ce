using DataHound.Domain.Companies;
using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Ingestion;

namespace DataHound.Functions.Ingestion;

/// <summary>Receives a file over HTTP into bronze.</summary>
/// <param name="files">The register of received files.</param>
/// <param name="configs">The configuration.</param>
/// <param name="features">Which features are on.</param>
/// <param name="uploadLimit">How long a file may be.</param>
/// <param name="logger">The log.</param>
public sealed class ReceiveFileFunction(IReceivedFiles files, ICompanyConfigs configs, IFeatures features, UploadLimit uploadLimit, ILogger<ReceiveFileFunction> logger)
{
    /// <summary><c>PUT /api/v1/companies/{company}/files/{name}?delivery=</c> with the raw bytes: 201, or 200 for bytes that are there under this name.</summary>
    [Function("ReceiveFile")]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/companies/{company}/files/{name}")] HttpRequest request,
        string company,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        await features.RequireAsync(FeatureNames.Uploads, company, cancellationToken);
        var limit = await uploadLimit.GetAsync(cancellationToken);
        if (request.ContentLength > limit)
            throw TooLarge(limit);

        var file = new ReceiveFile { Company = company, Delivery = request.Text("delivery") ?? IngestionOptions.DefaultDelivery, Name = name, Source = "http", MaximumBytes = limit };
        ReceiveResult result;
        try
        {
            result = await files.ReceiveAsync(file, request.Body, cancellationToken);
        }
        catch (FileTooLargeException)
        {
            throw TooLarge(limit);
        }

        return ApiResponse.Json(ReceivedFileView.Of(result.File), result.Created ? 201 : 200);
    });

    private static UserErrorException TooLarge(long limit) =>
        new("file_too_large", $"The file is longer than the {limit} bytes that are accepted.", "Split the export, or raise DataHound:Ingestion:UploadLimitBytes.");
}
