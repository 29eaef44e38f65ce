using System.Globalization;
using DuckDb.Interop;

namespace DuckDb;

/// <summary>
/// An in-memory database, locked down at open: no network, no extensions, files only under the allowed folders, settings fixed, rows kept in
/// order so that the same input gives the same bytes. One for each process is enough; give each activity its own connection.
/// </summary>
public sealed unsafe class DuckDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;

    private DuckDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>Opens a new, empty database; it is gone when disposed.</summary>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    /// <exception cref="DllNotFoundException">The native library was not found.</exception>
    /// <exception cref="DuckDbException">The engine refuses a setting.</exception>
    public static DuckDatabase OpenInMemory(DuckDbOptions? options = null)
    {
        options ??= new DuckDbOptions();
        DuckDbOptions.Validate(options);
        DuckLibrary.Load(options.LibraryPath);

        var database = new DuckDatabase(Open(options));
        try
        {
            using var connection = database.Connect();
            connection.ExecuteScript(LockDown(options));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection. It keeps the database alive until it is disposed itself.</summary>
    public DuckConnection Connect()
    {
        if (Native.duckdb_connect(_handle, out var connection) != State.Success)
        {
            connection.Dispose();
            throw new DuckDbException(DuckErrorKind.Connection, "The engine refused a new connection.");
        }

        connection.HoldOn(_handle);
        return new DuckConnection(connection);
    }

    /// <summary>Makes a function written in C# known to all connections of this database.</summary>
    /// <exception cref="DuckDbException">The engine refuses it.</exception>
    public void RegisterScalarFunction(DuckScalarFunction function)
    {
        using var connection = Connect();
        connection.RegisterScalarFunction(function);
    }

    /// <summary>Closes the database as soon as its last connection is disposed.</summary>
    public void Dispose() => _handle.Dispose();

    private static DatabaseHandle Open(DuckDbOptions options)
    {
        Native.duckdb_create_config(out var config);
        using (config)
        {
            foreach (var (name, value) in Settings(options))
            {
                if (Native.duckdb_set_config(config, name, value) != State.Success)
                {
                    throw new DuckDbException(DuckErrorKind.InvalidConfiguration, $"The engine refuses the setting {name}.");
                }
            }

            byte* error = null;
            if (Native.duckdb_open_ext(path: null, out var handle, config, &error) == State.Success)
            {
                return handle;
            }

            handle.Dispose();
            throw ErrorText.ToException(LogicalTypes.TakeText(error));
        }
    }

    // An extension that is not built in would be fetched from the network, silently and at the first use: both switches off from the start.
    private static IEnumerable<(string Name, string Value)> Settings(DuckDbOptions options)
    {
        yield return ("autoinstall_known_extensions", "false");
        yield return ("autoload_known_extensions", "false");
        yield return ("allow_community_extensions", "false");
        yield return ("preserve_insertion_order", "true");
        yield return ("temp_directory", options.TempDirectory is null ? string.Empty : Path.GetFullPath(options.TempDirectory));
        if (options.MemoryLimit is not null)
        {
            yield return ("memory_limit", options.MemoryLimit);
        }

        if (options.Threads is { } threads)
        {
            yield return ("threads", threads.ToString(CultureInfo.InvariantCulture));
        }
    }

    // The order matters: folders are allowed before external access ends, and the lock comes last.
    private static string LockDown(DuckDbOptions options)
    {
        var folders = options.AllowedDirectories.Select(folder => DuckSql.Literal(Path.GetFullPath(folder)));
        var size = options.MaxTempDirectorySize is null ? string.Empty : $"SET max_temp_directory_size = {DuckSql.Literal(options.MaxTempDirectorySize)};";
        return $"""
            SET GLOBAL TimeZone = {DuckSql.Literal(options.TimeZone)};
            {size}
            SET allowed_directories = [{string.Join(", ", folders)}];
            SET enable_external_access = false;
            SET lock_configuration = true;
            """;
    }
}
