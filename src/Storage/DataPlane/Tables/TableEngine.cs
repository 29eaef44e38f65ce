using DataHound.Storage.DataPlane.Schemas;
using DuckDb;

namespace DataHound.Storage.DataPlane.Tables;

/// <summary>
/// SQL over dataset versions: one in-memory DuckDB per process with bounded memory, and one <see cref="TableSession"/> per activity. Only Storage uses it.
/// </summary>
public sealed class TableEngine : IDisposable
{
    private readonly DuckDatabase _database;
    private readonly IObjectStore _objects;
    private readonly SchemaUpgrades _upgrades;
    private readonly WorkFolder _workFolder;
    private readonly bool _isBorrowed;

    /// <summary>Opens the engine and registers the functions.</summary>
    /// <param name="options">Limits and folders.</param>
    /// <param name="objects">Where the files of versions lie and new ones are published.</param>
    /// <param name="functions">The domain's rules as SQL functions.</param>
    /// <param name="upgrades">How older shapes of datasets become the current ones; null for none.</param>
    /// <exception cref="ArgumentException">An option is not usable; the message names all that are not.</exception>
    public TableEngine(TableEngineOptions options, IObjectStore objects, IEnumerable<ISqlFunctions> functions, SchemaUpgrades? upgrades = null)
    {
        var problems = options.Problems().ToList();
        if (problems.Count > 0)
            throw new ArgumentException($"The table engine cannot start: {string.Join("; ", problems)}.", nameof(options));
        _objects = objects;
        _upgrades = upgrades ?? SchemaUpgrades.None;
        _workFolder = WorkFolder.Take(options.WorkDirectory);
        _database = DuckDatabase.OpenInMemory(new DuckDbOptions
        {
            MemoryLimit = options.MemoryLimit,
            Threads = options.Threads,
            TempDirectory = options.WorkDirectory,
            AllowedDirectories = [options.WorkDirectory, .. options.ReadDirectories],
            LibraryPath = options.LibraryPath,
        });
        foreach (var function in functions.SelectMany(set => set.Functions))
            _database.RegisterScalarFunction(function);
    }

    private TableEngine(TableEngine engine, IObjectStore objects) =>
        (_database, _workFolder, _upgrades, _objects, _isBorrowed) = (engine._database, engine._workFolder, engine._upgrades, objects, true);

    /// <summary>The folder for files that nobody else reads.</summary>
    internal string WorkDirectory => _workFolder.Path;

    /// <summary>Opens a session with a connection and a thread of its own. Its temporary tables and views are seen by no other session.</summary>
    public TableSession OpenSession() => new(_database.Connect(), _objects, _upgrades, WorkDirectory);

    /// <summary>The same engine over other objects; its disposal ends nothing.</summary>
    internal TableEngine Over(IObjectStore objects) => new(this, objects);

    /// <summary>Checks that the engine answers.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var session = OpenSession();
        _ = await session.RunAsync(connection => connection.QueryScalar<int>("SELECT 1::INTEGER"), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isBorrowed)
            return;
        _database.Dispose();
        _workFolder.Dispose();
    }
}
