using System.Security.Cryptography;

namespace LocalHost.Postgres;

/// <summary>
/// The port and password of the embedded Postgres, chosen before it runs so that the app can read the connection string early. Both are kept
/// in files: two processes that start at the same time choose the same.
/// </summary>
/// <param name="Port">The TCP port on 127.0.0.1.</param>
/// <param name="Password">The password of the one user.</param>
internal sealed record ConnectionPlan(int Port, string Password)
{
    private const int PasswordBytes = 24;

    public static ConnectionPlan Make(ServerFolder folder, int? configuredPort)
    {
        try
        {
            CreatePrivateFolder(folder.Root);
            string password = ReadOrPublish(folder.PasswordFile, NewPassword());
            return new ConnectionPlan(new PortChoice(folder).Choose(configuredPort), password);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ServerFailure.FromFiles(exception);
        }
    }

    /// <summary>A plan that leads nowhere, for a host that is about to report why it cannot start.</summary>
    public static ConnectionPlan Unusable { get; } = new(1, "");

    private static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));

    /// <summary>Creates the file whole, or reads the one that another process created first.</summary>
    internal static string ReadOrPublish(string path, string content)
    {
        if (File.Exists(path) && File.ReadAllText(path) is { Length: > 0 } existing)
            return existing.Trim();
        string temporary = path + "." + Guid.NewGuid().ToString("N");
        WritePrivate(temporary, content);
        try
        {
            File.Move(temporary, path, overwrite: false);
            return content;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
            return File.ReadAllText(path).Trim();
        }
    }

    /// <summary>Writes a file that only its owner can read.</summary>
    public static void WritePrivate(string path, string content)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using StreamWriter writer = new(path, options);
        writer.Write(content);
    }

    private static void CreatePrivateFolder(string path)
    {
        // Others may pass through: as root the server is another user. The files inside are private, each by itself.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }
}
