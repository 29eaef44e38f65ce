using System.Globalization;

namespace LocalHost.Engine.Work;

/// <summary>
/// Names processes so that others of the same place can tell whether one still lives. A place is one boot of a machine, one namespace of process numbers and one
/// user: within it a number and a start time mean one process. Read from Linux's proc (proc(5)); elsewhere nobody has a name, and leases alone tell.
/// </summary>
/// <param name="Place">Where the process runs.</param>
/// <param name="Process">Its number and when it started, in clock ticks since the machine's boot.</param>
internal sealed record ProcessIdentity(string Place, string Process)
{
    private const char Separator = '@';

    /// <summary>Of the state, the third field of <c>stat</c>, among those behind the command's name.</summary>
    private const int State = 0;

    /// <summary>Of the start time, the twenty-second field.</summary>
    private const int StartTime = 19;

    /// <summary>This process; null where processes cannot be told apart.</summary>
    public static ProcessIdentity? Current { get; } = OfThisProcess();

    /// <summary>Whether a process of this place is certainly dead.</summary>
    /// <param name="process">As <see cref="Process"/> names it.</param>
    public static bool IsDead(string process)
    {
        var parts = process.Split(Separator);
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (StartTimeOf(number) is not { } since || since != parts[1]);
    }

    private static ProcessIdentity? OfThisProcess()
    {
        try
        {
            if (!OperatingSystem.IsLinux() || new FileInfo("/proc/self/ns/pid").LinkTarget is not { } numbers || StartTimeOf(Environment.ProcessId) is not { } since)
                return null;
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            return new ProcessIdentity($"{boot} {numbers} {Environment.UserName}", string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}{Separator}{since}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>When a process started; null when there is none of that number, or only what its parent has not taken note of yet.</summary>
    private static string? StartTimeOf(int number)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{number}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[State] is "Z" or "X" ? null : fields[StartTime];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException) when (!Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{number}")))
        {
            return null;
        }
    }
}
