namespace DataHound.Cli.Api;

/// <summary>The words the API uses for the state of runs, stages and units.</summary>
internal static class RunStatus
{
    public const string Success = "success";
    public const string Failed = "failed";
    public const string Canceled = "canceled";

    /// <summary>Whether the state never changes again.</summary>
    public static bool IsFinal(string status) => status is Success or Failed or Canceled;
}
