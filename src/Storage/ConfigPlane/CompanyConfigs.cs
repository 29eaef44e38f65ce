using DataHound.Domain.Companies;
using DataHound.Domain.Events;
using DataHound.Domain.Notifications;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Domain.Reviews;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ConfigPlane.Secrets;

namespace DataHound.Storage.ConfigPlane;

/// <summary>The configuration in force, kept in memory until its revision changes or its secrets are to be looked up anew.</summary>
internal sealed class CompanyConfigs(PostgresConfigDocuments documents, SecretOptions secrets, TimeProvider clock) : ICompanyConfigs, IGlobalConfigs, IFeatures, INotificationConfigs
{
    private Loaded? _loaded;

    /// <inheritdoc/>
    public async Task<GlobalConfig> GetGlobalAsync(CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).Global();

    /// <inheritdoc/>
    public async Task<ReviewConfig> GetReviewsAsync(CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).Reviews();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Company>> ListCompaniesAsync(CancellationToken cancellationToken)
    {
        var snapshot = await CurrentAsync(cancellationToken);
        return [.. snapshot.Companies.Select(slug => snapshot.Company(slug)!)];
    }

    /// <inheritdoc/>
    public async Task<Company?> FindCompanyAsync(string company, CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).Company(company);

    /// <inheritdoc/>
    public async Task<ExtractionConfig> GetExtractionAsync(string company, CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).Extraction(company);

    /// <inheritdoc/>
    public async Task<EventConfig> GetEventsAsync(string company, CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).Events(company);

    /// <inheritdoc/>
    public async Task<NotificationRules> GetNotificationsAsync(string? company, CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).Notifications(company);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListPipelinesAsync(CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).Pipelines;

    /// <inheritdoc/>
    public async Task<PipelineDefinition?> FindPipelineAsync(string pipeline, CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).Pipeline(pipeline);

    /// <inheritdoc/>
    public async Task<bool> IsOnAsync(string feature, string? company, CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).Features().IsOn(feature, company);

    private async Task<ConfigSnapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _loaded) is { } loaded && clock.GetElapsedTime(loaded.Since) < secrets.MaximumAge && loaded.Revision == await documents.RevisionAsync(cancellationToken))
            return loaded.Snapshot;
        var since = clock.GetTimestamp();
        var (revision, snapshot) = await documents.LoadAsync(cancellationToken);
        Volatile.Write(ref _loaded, new Loaded(revision, snapshot, since));
        return snapshot;
    }

    private sealed record Loaded(long Revision, ConfigSnapshot Snapshot, long Since);
}
