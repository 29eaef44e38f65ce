using LocalHost.Functions.Hosting;
using LocalHost.Postgres;

namespace LocalHost.Functions.Keys;

/// <summary>The file in the data folder that hands the master key to whoever runs the host, and to nobody else.</summary>
internal sealed class MasterKeyFile(HostSettings settings)
{
    public const string Name = "master.key";

    private string FullName => Path.Combine(Path.GetFullPath(settings.Home), Name);

    /// <summary>The key of the file of an earlier start that did not get as far as storing it; else a new one, written there.</summary>
    public string ReadOrMake()
    {
        if (File.Exists(FullName) && File.ReadAllText(FullName).Trim() is { } kept && SecretKey.Problem(kept) is null)
            return kept;
        string key = SecretKey.New();
        Write(key);
        return key;
    }

    /// <summary>Keeps a renewed key, when this process's data folder holds the one before.</summary>
    public void Replace(string key)
    {
        if (File.Exists(FullName))
            Write(key);
    }

    private void Write(string key)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullName)!);
        string unfinished = $"{FullName}.{Guid.NewGuid():N}";
        ConnectionPlan.WritePrivate(unfinished, key);
        File.Move(unfinished, FullName, overwrite: true);
    }
}
