using DataHound.Domain.Observability;
using DataHound.Domain.Preparation;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Ingestion;
using DataHound.Storage.Preparation.Reading;
using Npgsql;

namespace DataHound.Storage.Quality;

/// <summary>Goes back from quarantined rows to what was received: the quarantine may have cut a record off, bronze has it whole.</summary>
internal sealed class QuarantineOriginals(NpgsqlDataSource source, IReceivedFiles files, IObjectStore objects, TableEngine engine, ReadingLimits limits)
{
    /// <summary>The code of the error that a received file is gone or not as it was received.</summary>
    internal const string DamagedCode = "received_file_damaged";

    private readonly ReceivedFileOpener _opener = new(limits, engine.WorkDirectory);

    /// <summary>The files that a run prepared under a name; the same name may have come twice with other bytes.</summary>
    public async Task<IReadOnlyList<ReceivedFile>> FindAsync(string company, string runId, string sourceFile, CancellationToken cancellationToken)
    {
        var ids = await source.Command(
            "SELECT id FROM control.received_files WHERE prepared_by_run_id = @run AND company = @company AND delivery || '/' || name = @source ORDER BY sequence",
            ("run", runId), ("company", company), ("source", sourceFile)).ListAsync(reader => reader.GetGuid(0), cancellationToken);
        return await files.GetAsync(company, ids, cancellationToken);
    }

    /// <summary>The headings of a received file and the columns that they become.</summary>
    /// <exception cref="UserErrorException"><c>received_file_damaged</c>.</exception>
    public Task<(IReadOnlyList<string> Headings, IReadOnlyList<FileColumn> Columns)> HeadingsAsync(ReceivedFile file, ExtractionConfig config, CancellationToken cancellationToken) => ReadAsync(
        file,
        reader => (
            reader.Headings,
            config.Datasets.TryGetValue(file.Dataset!, out var extraction)
                ? FileColumns.Of(reader.Headings, DatasetRecognition.SchemaOf(file.Dataset!, extraction), extraction)
                : (IReadOnlyList<FileColumn>)[]),
        cancellationToken);

    /// <summary>Works on a received file's records.</summary>
    /// <exception cref="UserErrorException"><c>received_file_damaged</c>.</exception>
    public async Task<T> ReadAsync<T>(ReceivedFile file, Func<IRecordReader, T> work, CancellationToken cancellationToken)
    {
        try
        {
            using var copy = await objects.OpenLocalAsync(file.ObjectPath, cancellationToken);

            // Before anything is read: whoever looks for some records stops before the end, where the reader itself would notice.
            var found = await FileDigest.OfAsync(copy.File, cancellationToken);
            if (found != new FileDigest(file.Bytes, file.Sha256))
                throw new ObjectDamagedException(file.ObjectPath, found.Bytes, found.Sha256);
            using var reader = Open(copy, file);
            return await Task.Factory.StartNew(() => work(reader), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception exception) when (exception is UnreadableFileException or ObjectNotFoundException or ObjectDamagedException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserErrorException(
                new UserError(
                    DamagedCode,
                    $"The received file '{file.Delivery}/{file.Name}' is missing, or not as it was received.",
                    "Start a verification with POST /api/v1/checks/verifications and restore the file from a copy of the store; its rows stay in quarantine until then."),
                exception);
        }
    }

    private IRecordReader Open(LocalCopy copy, ReceivedFile file) =>
        _opener.Open(copy.File, file.Name, file.Sha256) ?? throw new UnreadableFileException("The file is empty.");
}
