using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LocalHost.Postgres;

/// <summary>
/// Chooses the TCP port of a cluster. Processes on one folder that start at the same time get the same: only one chooses at a time, and nobody
/// moves away from a server that another is starting.
/// </summary>
internal sealed class PortChoice(ServerFolder folder)
{
    // Below the ports that operating systems hand to outgoing connections (32768 and up), which come and go between choice and start.
    private const int LowestPort = 16_384;
    private const int HighestPort = 32_767;
    private const int Attempts = 200;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>The port to use: a running server's, else the configured one, else the remembered one, else a free one.</summary>
    public int Choose(int? configured)
    {
        using FileLock alone = Lock();
        if (PostmasterFile.Read(folder.Cluster) is { IsRunning: true } running)
            return running.Port;
        if (configured is { } wanted)
            return wanted;
        int? last = Last();
        if (last is { } port && (IsFree(port) || IsOurs()))
            return port;

        File.Delete(folder.PortFile);
        int chosen = FreePort();
        ConnectionPlan.ReadOrPublish(folder.PortFile, chosen.ToString(CultureInfo.InvariantCulture));
        return chosen;
    }

    /// <summary>Whether nobody listens. It asks by connecting: listening itself would take the port from one who starts in this moment.</summary>
    public static bool IsFree(int port)
    {
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Connect(new IPEndPoint(IPAddress.Loopback, port));
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }

    private int? Last() =>
        File.Exists(folder.PortFile) && int.TryParse(File.ReadAllText(folder.PortFile), CultureInfo.InvariantCulture, out int last) ? last : null;

    /// <summary>Whether another process starts, uses or stops the server of this folder: it is that server which listens.</summary>
    private bool IsOurs()
    {
        using FileLock? change = FileLock.TryExclusive(folder.ChangeLock);
        if (change is null)
            return true;
        using FileLock? use = FileLock.TryExclusive(folder.UseLock);
        return use is null;
    }

    private static int FreePort()
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int port = Random.Shared.Next(LowestPort, HighestPort + 1);
            if (IsFree(port) && CanBind(port))
                return port;
        }

        throw new IOException("No free TCP port was found on 127.0.0.1.");
    }

    private static bool CanBind(int port)
    {
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private FileLock Lock()
    {
        FileLock? taken = null;
        return SpinWait.SpinUntil(() => (taken = FileLock.TryExclusive(folder.PortLock)) is not null, LongestWait)
            ? taken!
            : throw new IOException("Another process has held the lock of the port file for too long.");
    }
}
