using System.Diagnostics;
using System.Text.Json;

namespace DataHound.Cli.Hosting;

/// <summary>Which process is the app of a home. The start time tells it from a later process that got the same number.</summary>
internal sealed record ProcessIdentity
{
    public required int ProcessId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required int Port { get; init; }

    /// <summary>The identity kept in the file, or null when there is none that can be read.</summary>
    public static ProcessIdentity? Load(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<ProcessIdentity>(File.ReadAllText(file)) : null;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }

    public void Save(string file)
    {
        var temporary = file + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this));
        File.Move(temporary, file, overwrite: true);
    }

    public bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return !process.HasExited && (new DateTimeOffset(process.StartTime) - StartedAt).Duration() < TimeSpan.FromSeconds(2);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
