using System.Reflection;
using System.Runtime.InteropServices;
using DuckDb.Interop;

namespace DuckDb;

/// <summary>
/// Finds and loads the engine's native library, once a process: the path given, then the environment variable <c>DUCKDB_LIBRARY</c>, then
/// the npm package <c>@duckdb/node-bindings-*</c> in a <c>node_modules</c> folder above the program, then the system's own search.
/// </summary>
public static class DuckLibrary
{
    /// <summary>The environment variable that may name the library's file.</summary>
    public const string EnvironmentVariable = "DUCKDB_LIBRARY";

    private static readonly Lock Gate = new();
    private static nint _handle;
    private static string? _path;

    /// <summary>The engine's version, such as <c>v1.5.6</c>.</summary>
    public static string Version
    {
        get
        {
            Load(path: null);
            return ErrorText.Read(Native.duckdb_library_version());
        }
    }

    /// <summary>Loads the library if it is not loaded yet.</summary>
    /// <param name="path">The library's file, or null to search.</param>
    /// <exception cref="DllNotFoundException">It was not found; the message names what was looked for.</exception>
    /// <exception cref="InvalidOperationException">Another file is loaded already: a process has one engine.</exception>
    public static void Load(string? path)
    {
        lock (Gate)
        {
            if (_handle != 0)
            {
                if (path is not null && !string.Equals(Path.GetFullPath(path), _path, StringComparison.Ordinal))
                {
                    throw new InvalidOperationException("Another DuckDB library is loaded already: a process has one engine. Give the same LibraryPath everywhere.");
                }

                return;
            }

            (_handle, _path) = Find(path, Environment.GetEnvironmentVariable(EnvironmentVariable), AppContext.BaseDirectory);
            NativeLibrary.SetDllImportResolver(typeof(DuckLibrary).Assembly, Resolve);
        }
    }

    internal static (nint Handle, string? Path) Find(string? path, string? environmentPath, string startDirectory, string systemName = Native.Library)
    {
        var named = path ?? (string.IsNullOrWhiteSpace(environmentPath) ? null : environmentPath);
        if (named is not null)
        {
            var full = Path.GetFullPath(named);
            return NativeLibrary.TryLoad(full, out var loaded) ? (loaded, full) : throw NotFound(
                $"The DuckDB library that {(path is null ? EnvironmentVariable : nameof(DuckDbOptions.LibraryPath))} names cannot be loaded: {Path.GetFileName(full)} is missing there or not for this machine.");
        }

        var inPackage = Path.Combine("node_modules", "@duckdb", $"node-bindings-{PlatformName()}", FileName());
        for (var folder = new DirectoryInfo(startDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, inPackage);
            if (File.Exists(candidate) && NativeLibrary.TryLoad(candidate, out var loaded))
            {
                return (loaded, candidate);
            }
        }

        return NativeLibrary.TryLoad(systemName, typeof(DuckLibrary).Assembly, searchPath: null, out var system)
            ? (system, null)
            : throw NotFound(
                $"The DuckDB library was not found. Looked for {inPackage} in the program's folder and all folders above it, then for {FileName()} in the system's search path. "
                + $"Run npm ci, or name the file in {EnvironmentVariable} or {nameof(DuckDbOptions)}.{nameof(DuckDbOptions.LibraryPath)}.");
    }

    private static DllNotFoundException NotFound(string message) => new(message);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        string.Equals(name, Native.Library, StringComparison.Ordinal) ? _handle : 0;

    private static string PlatformName()
    {
        var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static string FileName() =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";
}
