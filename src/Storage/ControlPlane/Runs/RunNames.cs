using System.Globalization;
using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Run ids: <c>company:pipeline:window:attempt</c>, which is also the identity of the run's orchestration.</summary>
internal static class RunNames
{
    /// <summary>What stands for the company when a run works for several.</summary>
    public const string AllCompanies = "all";

    private const int MaximumLength = 100;

    /// <summary>The company part.</summary>
    public static string CompanyOf(IReadOnlyList<string> companies) => companies is [var only] ? only : AllCompanies;

    /// <summary>The part before the attempt.</summary>
    public static string Prefix(StartRunRequest request) => string.Create(
        CultureInfo.InvariantCulture, $"{CompanyOf(request.Companies)}:{request.Pipeline}:{request.AsOf.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");

    /// <summary>How the audit log names a run.</summary>
    public static string Subject(string runId) => $"run:{runId}";

    /// <summary>The whole id.</summary>
    public static string RunId(string prefix, int attempt)
    {
        var runId = string.Create(CultureInfo.InvariantCulture, $"{prefix}:{attempt}");
        return runId.Length <= MaximumLength
            ? runId
            : throw new UserErrorException("run_id_too_long", $"The names of company and pipeline make a run id of more than {MaximumLength} characters.", "Give the company or the pipeline a shorter name.");
    }
}
