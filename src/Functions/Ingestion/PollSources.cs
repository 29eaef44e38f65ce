using DataHound.Connectors;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Ingestion;

namespace DataHound.Functions.Ingestion;

/// <summary>Receives what the configured sources offer. A file is acknowledged to its source only when it is durable in bronze.</summary>
/// <param name="sources">The sources.</param>
/// <param name="files">The register of received files.</param>
/// <param name="configs">The configuration.</param>
/// <param name="uploadLimit">How long a file may be.</param>
/// <param name="logger">The log.</param>
public sealed partial class PollSources(
    IEnumerable<ISource> sources, IReceivedFiles files, ICompanyConfigs configs, UploadLimit uploadLimit, ILogger<PollSources> logger)
{
    /// <summary>Every minute. One file's failure does not keep the others from being received.</summary>
    [Function(nameof(PollSources))]
    public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            await foreach (var file in source.ListAsync(cancellationToken))
                await ReceiveAsync(source, file, cancellationToken);
        }
    }

    private async Task ReceiveAsync(ISource source, SourceFile file, CancellationToken cancellationToken)
    {
        if (await configs.FindCompanyAsync(file.Company, cancellationToken) is null)
        {
            LogUnknownCompany(logger, source.Name, file.Company);
            return;
        }

        try
        {
            await using var content = await source.OpenAsync(file, cancellationToken);
            var request = new ReceiveFile { Company = file.Company, Delivery = file.Delivery, Name = file.Name, Source = source.Name, MaximumBytes = await uploadLimit.GetAsync(cancellationToken) };
            await files.ReceiveAsync(request, content, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotReceived(logger, source.Name, file.Company, file.Delivery, exception);
            return;
        }

        await source.AcknowledgeAsync(file, cancellationToken);
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Source {Source} offers files of company {Company}, which no configuration names; they stay there.")]
    private static partial void LogUnknownCompany(ILogger logger, string source, string company);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "A file of source {Source}, company {Company}, delivery {Delivery} could not be received; it stays there.")]
    private static partial void LogNotReceived(ILogger logger, string source, string company, string delivery, Exception exception);
}
