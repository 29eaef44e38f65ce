using System.Runtime.InteropServices;

namespace DataHound.Cli.Hosting;

/// <summary>Signals to processes by number: .NET itself can only end a process the hard way.</summary>
internal static class PosixSignals
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>Asks the process to stop.</summary>
    public static void SendTerminate(int processId) => _ = SendNative(processId, Terminate);

    /// <summary>Sends any signal.</summary>
    public static void Send(int processId, int signal) => _ = SendNative(processId, signal);

    /// <summary>Ends the process and everything in the session it leads. A process that is gone is no error.</summary>
    public static void SendKillToSession(int processId)
    {
        _ = SendNative(-processId, Kill);
        _ = SendNative(processId, Kill);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SendNative(int processId, int signal);
}
