using System.Globalization;
using DataHound.Domain.Observability;
using DataHound.Storage.DataPlane.Schemas;
using DuckDb;

namespace DataHound.Storage.DataPlane.Tables;

/// <summary>
/// One activity's work in the engine: relations over published versions, temporary tables, and new Parquet files. Blocking calls run on the session's own
/// thread. Everything temporary is gone when it is disposed.
/// </summary>
public sealed class TableSession : IAsyncDisposable
{
    private readonly DuckConnection _connection;
    private readonly IObjectStore _objects;
    private readonly SchemaUpgrades _upgrades;
    private readonly List<LocalCopy> _copies = [];
    private readonly List<(DatasetVersion Version, ManifestFile File, string Local)> _peeked = [];

    internal TableSession(DuckConnection connection, IObjectStore objects, SchemaUpgrades upgrades, string workDirectory)
    {
        _connection = connection;
        _objects = objects;
        _upgrades = upgrades;
        WorkDirectory = workDirectory;
    }

    /// <summary>The engine's folder for files that nobody else reads.</summary>
    internal string WorkDirectory { get; }

    /// <summary>Runs blocking work on the session's thread; calls queue up. A cancel interrupts the statement that runs.</summary>
    /// <exception cref="UserErrorException"><c>version_damaged</c>: it failed, and a version that the session reads is not as it was published.</exception>
    public async Task<T> RunAsync<T>(Func<DuckConnection, T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.RunAsync(work, cancellationToken);
        }
        catch (DuckDbException exception)
        {
            await ThrowIfDamagedAsync(exception, cancellationToken);
            throw;
        }
    }

    /// <summary>Runs statements that give no rows.</summary>
    /// <exception cref="UserErrorException"><c>version_damaged</c>, as <see cref="RunAsync{T}"/> says.</exception>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            await _connection.ExecuteScriptAsync(sql, cancellationToken);
        }
        catch (DuckDbException exception)
        {
            await ThrowIfDamagedAsync(exception, cancellationToken);
            throw;
        }
    }

    /// <summary>
    /// Makes a version's rows readable as a relation of that name, in the version's order and in the dataset's current shape, once its files are found to be as they were published.
    /// The name is quoted here.
    /// </summary>
    /// <exception cref="UserErrorException"><c>version_damaged</c>: a file of the version is not there, or not as it was published.</exception>
    public async Task ReadAsync(string relation, DatasetVersion version, CancellationToken cancellationToken)
    {
        var files = new List<string>(version.Files.Count);
        foreach (var file in version.Files)
            files.Add(await OpenFileAsync(file, version, cancellationToken));
        await CreateViewAsync(relation, version, files, cancellationToken);
    }

    /// <summary>
    /// As <see cref="ReadAsync"/> without reading the files through, for rows that are only shown: of the bytes no more than the length is looked at, unless the engine fails on them.
    /// </summary>
    /// <exception cref="UserErrorException"><c>version_damaged</c>, here or while the relation is read.</exception>
    public async Task PeekAsync(string relation, DatasetVersion version, CancellationToken cancellationToken)
    {
        var files = new List<string>(version.Files.Count);
        foreach (var file in version.Files)
        {
            var local = await OpenAsync(file, version, cancellationToken);
            if (new FileInfo(local).Length != file.Bytes)
                throw Damaged(file, version);
            _peeked.Add((version, file, local));
            files.Add(local);
        }

        await CreateViewAsync(relation, version, files, cancellationToken);
    }

    /// <summary>Gives a local file with a published file's bytes until the session ends, once it is found to be as it was published.</summary>
    /// <param name="file">The file.</param>
    /// <param name="version">The version it belongs to; null when it is about to be published.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="UserErrorException"><c>version_damaged</c>.</exception>
    public async Task<string> OpenFileAsync(ManifestFile file, DatasetVersion? version, CancellationToken cancellationToken)
    {
        var local = await OpenAsync(file, version, cancellationToken);
        return await PublishedFile.IsWholeAsync(local, file, cancellationToken) ? local : throw Damaged(file, version);
    }

    /// <summary>Gives a local file with an object's bytes, as they are, until the session ends.</summary>
    public async Task<string> OpenObjectAsync(string path, CancellationToken cancellationToken)
    {
        var copy = await _objects.OpenLocalAsync(path, cancellationToken);
        _copies.Add(copy);
        return copy.File;
    }

    /// <summary>
    /// Writes a query's rows as a Parquet file: to a temporary file, verified, then published. The same rows of the same run give the same bytes under the
    /// same path, so that doing it again is no error.
    /// </summary>
    /// <param name="target">What the file belongs to.</param>
    /// <param name="query">A SELECT without a closing semicolon; its order is the file's order.</param>
    /// <param name="cancellationToken">Interrupts the writing; nothing is published then.</param>
    public async Task<ManifestFile> WriteAsync(TableTarget target, string query, CancellationToken cancellationToken)
    {
        var file = Path.Combine(WorkDirectory, $"{Path.GetRandomFileName()}.parquet");
        try
        {
            var rows = await RunAsync(connection => Copy(connection, target, query, file), cancellationToken);
            var stored = await _objects.PublishFileAsync(target.ObjectPath, file, cancellationToken);
            return new ManifestFile
            {
                Path = stored.Path,
                Bytes = stored.Bytes,
                Rows = rows,
                Sha256 = stored.Sha256 ?? throw new InvalidOperationException("The object store published a file without its checksum."),
            };
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        foreach (var copy in _copies)
            copy.Dispose();
    }

    private async Task<string> OpenAsync(ManifestFile file, DatasetVersion? version, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenObjectAsync(file.Path, cancellationToken);
        }
        catch (IOException exception) when (exception is ObjectNotFoundException or ObjectDamagedException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw Damaged(file, version, exception);
        }
    }

    private async Task CreateViewAsync(string relation, DatasetVersion version, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var upgrades = _upgrades.Chain(version.Dataset, version.SchemaVersion);
        var query = $"SELECT * FROM read_parquet([{string.Join(", ", files.Select(DuckSql.Literal))}], union_by_name = true, hive_partitioning = false)";
        for (var step = 0; step < upgrades.Count; step++)
        {
            var old = string.Create(CultureInfo.InvariantCulture, $"{relation} in shape {step}");
            await ExecuteAsync($"CREATE OR REPLACE TEMP VIEW {DuckSql.Identifier(old)} AS {query}", cancellationToken);
            query = upgrades[step].Query(DuckSql.Identifier(old), await RunAsync(connection => RelationColumns.All(connection, old), cancellationToken));
        }

        await ExecuteAsync($"CREATE OR REPLACE TEMP VIEW {DuckSql.Identifier(relation)} AS {query}", cancellationToken);
    }

    /// <summary>The engine's error says little of a damaged file: what the session only peeked at is compared with what was published.</summary>
    private async Task ThrowIfDamagedAsync(DuckDbException exception, CancellationToken cancellationToken)
    {
        foreach (var (version, file, local) in _peeked)
        {
            if (!await PublishedFile.IsWholeAsync(local, file, cancellationToken))
                throw Damaged(file, version, exception);
        }
    }

    private static UserErrorException Damaged(ManifestFile file, DatasetVersion? version, Exception? exception = null) => new(
        new UserError(
            "version_damaged",
            $"The file '{file.Path}'{(version is null ? "" : $" of version '{version.VersionTag}' of '{version.Dataset}'")} is missing, or not as it was published; nothing is made out of it.",
            "Start a verification with POST /api/v1/checks/verifications; its report says how to mend the version."),
        exception);

    private static long Copy(DuckConnection connection, TableTarget target, string query, string file)
    {
        var options = new ParquetWriteOptions { Metadata = target.Metadata, RowGroupSize = target.RowGroupSize };
        connection.Execute(options.CopyStatement(query, file));
        return connection.QueryScalar<long>($"SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata({DuckSql.Literal(file)})");
    }
}
