using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using LocalHost.Functions.Hosting;

namespace LocalHost.Postgres;

/// <summary>
/// The user that runs the server's commands: this process's own, or, because Postgres refuses to run as root, an unprivileged one.
/// </summary>
internal sealed class ServerAccount
{
    private static readonly string[] PreferredUsers = ["postgres", "nobody"];

    private ServerAccount(string? name, int userId, int groupId)
    {
        Name = name;
        UserId = userId;
        GroupId = groupId;
    }

    /// <summary>This process's user.</summary>
    public static ServerAccount Own { get; } = new(null, 0, 0);

    /// <summary>The other user's name; null when the commands run as this process's user.</summary>
    public string? Name { get; }

    public bool IsOther => Name is not null;

    private int UserId { get; }

    private int GroupId { get; }

    /// <summary>The account to use in this process.</summary>
    /// <exception cref="HostException">The process is root and there is no other user to run as.</exception>
    public static ServerAccount Choose()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return Own;
        foreach (string user in PreferredUsers)
        {
            if (Find(user) is { } account)
                return account;
        }

        throw new HostException(
            "postgres_refuses_root",
            "Postgres does not run as root, and neither of the users 'postgres' and 'nobody' exists.",
            "Start as an ordinary user, or add one: useradd --system --no-create-home --shell /usr/sbin/nologin postgres.");
    }

    /// <summary>Runs a command as this account and waits for its end.</summary>
    public async Task<CommandResult> RunAsync(string folder, string command, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new()
        {
            FileName = IsOther ? "setpriv" : command,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        if (IsOther)
        {
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--reuid={UserId}"));
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--regid={GroupId}"));
            start.ArgumentList.Add("--clear-groups");
            start.ArgumentList.Add("--");
            start.ArgumentList.Add(command);
        }

        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return await RunAsync(start, cancellationToken);
    }

    /// <summary>Whether this account may enter a folder or run a file.</summary>
    public async Task<bool> CanReachAsync(string path, CancellationToken cancellationToken) =>
        !IsOther || (await RunAsync("/", "test", ["-x", path], cancellationToken)).Succeeded;

    /// <summary>Makes this account the owner of a file or folder that only it may read.</summary>
    public async Task TakeOwnershipAsync(string path, CancellationToken cancellationToken)
    {
        if (!IsOther)
            return;
        string owner = string.Create(CultureInfo.InvariantCulture, $"{UserId}:{GroupId}");
        CommandResult result = await Own.RunAsync("/", "chown", [owner, path], cancellationToken);
        if (!result.Succeeded)
            throw ServerFailure.Explain("postgres_folder_denied", result.Output);
    }

    private static async Task<CommandResult> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        // A caller's PGDATA or PGPORT must not redirect our server, and messages must be readable by ServerFailure.
        foreach (string name in start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";

        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await WaitAsync(process, cancellationToken);
            return new CommandResult(process.ExitCode, await output + await errors);
        }
        catch (Win32Exception exception)
        {
            return new CommandResult(127, exception.Message);
        }
    }

    /// <summary>Waits for the end; a command that is cancelled is killed with what it started, so that nothing goes on behind our back.</summary>
    private static async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static ServerAccount? Find(string user)
    {
        const int nameField = 0, userIdField = 2, groupIdField = 3;
        foreach (string line in File.Exists("/etc/passwd") ? File.ReadLines("/etc/passwd") : [])
        {
            string[] fields = line.Split(':');
            if (fields.Length > groupIdField && fields[nameField] == user
                && int.TryParse(fields[userIdField], CultureInfo.InvariantCulture, out int userId)
                && int.TryParse(fields[groupIdField], CultureInfo.InvariantCulture, out int groupId))
            {
                return new ServerAccount(user, userId, groupId);
            }
        }

        return null;
    }
}
