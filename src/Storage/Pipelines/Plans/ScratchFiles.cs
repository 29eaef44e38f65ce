using DataHound.Storage.ControlPlane;
using DataHound.Storage.Ingestion;

namespace DataHound.Storage.Pipelines.Plans;

/// <summary>The received files as they would be after the stages walked so far.</summary>
/// <param name="real">The register, which is only read.</param>
internal sealed class ScratchFiles(IReceivedFiles real) : IReceivedFiles
{
    private readonly Dictionary<Guid, FileFinding> _found = [];
    private readonly HashSet<Guid> _prepared = [];

    /// <summary>Takes a unit's marks as a commit would.</summary>
    public void Take(StageUnitResult result)
    {
        foreach (var finding in result.Files)
            _found[finding.FileId] = finding;
        _prepared.UnionWith(result.PreparedFiles);
    }

    /// <inheritdoc/>
    public Task<ReceiveResult> ReceiveAsync(ReceiveFile request, Stream content, CancellationToken cancellationToken) => throw new NotSupportedException("A plan receives nothing.");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedFile>> ListNewAsync(string company, CancellationToken cancellationToken) =>
        [.. (await real.ListNewAsync(company, cancellationToken)).Where(file => !_found.ContainsKey(file.Id))];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedFile>> ListUnpreparedAsync(string company, CancellationToken cancellationToken)
    {
        var waiting = await real.ListUnpreparedAsync(company, cancellationToken);
        var fresh = (await real.ListNewAsync(company, cancellationToken)).Select(AsFound).Where(file => file.Status == FileStatus.Ok);
        return [.. waiting.Concat(fresh).Where(file => !_prepared.Contains(file.Id))];
    }

    /// <inheritdoc/>
    public Task<ReceivedFile?> FindEarlierAsync(ReceivedFile file, CancellationToken cancellationToken) => real.FindEarlierAsync(file, cancellationToken);

    /// <inheritdoc/>
    public Task<Page<ReceivedFile>> ListAsync(string company, int limit, string? cursor, CancellationToken cancellationToken) => real.ListAsync(company, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedFile>> GetAsync(string company, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        [.. (await real.GetAsync(company, ids, cancellationToken)).Select(AsFound)];

    private ReceivedFile AsFound(ReceivedFile file) =>
        _found.TryGetValue(file.Id, out var finding) ? file with { Status = finding.Status, Dataset = finding.Dataset, SameAs = finding.SameAs, Reason = finding.Reason } : file;
}
