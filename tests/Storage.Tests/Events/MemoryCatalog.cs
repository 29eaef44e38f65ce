using DataHound.Storage.DataPlane;
using DataHound.Storage.Pipelines;

namespace Storage.Tests.Events;

/// <summary>Keeps dataset versions in memory, as a stage's commit would publish them.</summary>
public sealed class MemoryCatalog : IDatasetCatalog
{
    private readonly List<DatasetVersion> _versions = [];

    public void Adopt(IEnumerable<DatasetVersion> versions) => _versions.AddRange(versions);

    public void Publish(StageContext context, ProducedVersion produced) => _versions.Add(new DatasetVersion
    {
        Id = Guid.NewGuid(),
        Company = context.Company,
        Dataset = produced.Dataset,
        VersionTag = $"v{_versions.Count:000000}",
        Layer = produced.Layer,
        SchemaVersion = produced.SchemaVersion,
        Files = produced.Files,
        RowCount = produced.Files.Sum(file => file.Rows),
        Checksum = string.Concat(produced.Files.Select(file => file.Sha256)),
        Parents = produced.Parents,
        ProducedByRunId = context.RunId,
        AsOf = context.AsOf,
        CreatedAt = context.AsOf,
    });

    public Task<DatasetVersion?> FindCurrentAsync(string company, string dataset, CancellationToken cancellationToken) =>
        Task.FromResult(_versions.LastOrDefault(version => version.Dataset == dataset));

    public Task<IReadOnlyDictionary<string, DatasetVersion>> ListCurrentAsync(string company, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, DatasetVersion>>(_versions.GroupBy(version => version.Dataset).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal));

    public Task<IReadOnlyList<DatasetVersion>> GetAsync(string company, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DatasetVersion>>([.. ids.Select(id => _versions.First(version => version.Id == id))]);

    public Task<IReadOnlyList<DatasetVersion>> ListUnmergedAsync(string company, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DatasetVersion>> ListVersionsAsync(string company, string dataset, int limit, string? beforeTag, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DatasetVersion?> FindVersionAsync(string company, string dataset, string versionTag, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DatasetVersion>> ListLayerAsync(string company, DataLayer layer, string? dataset, CancellationToken cancellationToken) => throw new NotSupportedException();
}
