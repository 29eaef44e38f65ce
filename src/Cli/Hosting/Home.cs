using System.Text.Json;

namespace DataHound.Cli.Hosting;

/// <summary>
/// The folder that holds everything of one installation: the host's state (with the embedded Postgres), the data, the logs. A marker file says
/// that it is ours, so that --reset never removes a stranger's folder; a lock file says that a ./run works on it.
/// </summary>
internal sealed class Home : IDisposable
{
    private const string MarkerName = "datahound-home.json";
    private readonly FileStream _lock;

    private Home(string folder, FileStream lockFile)
    {
        Folder = folder;
        _lock = lockFile;
    }

    public string Folder { get; }

    public string HostFolder => Path.Combine(Folder, "host");

    public string DataFolder => Path.Combine(Folder, "data");

    public string LogFolder => Path.Combine(Folder, "logs");

    public string AppFile => Path.Combine(Folder, "app.json");

    /// <summary>Creates the folder when it is missing and takes its lock.</summary>
    public static Home Open(string folder)
    {
        try
        {
            if (Directory.Exists(folder) && !IsOurs(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new ExplainedException("home_not_ours", $"{folder} holds other files than DataHound's.", "Name an empty or new folder by DATAHOUND_HOME.");
            }

            Directory.CreateDirectory(folder);
            var home = new Home(folder, Lock(folder));
            home.Mark();
            return home;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExplainedException("home_not_writable", $"{folder} cannot be written: {error.Message}", "Give your user the right to write there, or name another folder by DATAHOUND_HOME.");
        }
    }

    /// <summary>Removes everything but the lock, so that nobody can slip in while the folder is emptied.</summary>
    public void Clear()
    {
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(Folder)) Directory.Delete(folder, recursive: true);
            foreach (var file in Directory.EnumerateFiles(Folder).Where(file => file != _lock.Name)) File.Delete(file);
            Mark();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExplainedException("home_not_removed", $"{Folder} could not be emptied: {error.Message}", "Remove it yourself (perhaps another user made it), then run the same command again.");
        }
    }

    public void Dispose() => _lock.Dispose();

    private static bool IsOurs(string folder) => File.Exists(Path.Combine(folder, MarkerName));

    private static FileStream Lock(string folder)
    {
        try
        {
            // The system frees this lock when the process ends, however it ends.
            return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, ".lock")))
        {
            throw new ExplainedException("home_in_use", $"Another ./run works on {folder}.", "Stop it with Ctrl-C, or use another folder: DATAHOUND_HOME=/some/folder ./run --port 7072");
        }
    }

    private void Mark() => File.WriteAllText(Path.Combine(Folder, MarkerName), JsonSerializer.Serialize(new { product = "DataHound", layout = 1 }) + "\n");
}
