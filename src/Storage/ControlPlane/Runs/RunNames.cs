using System.Globalization;
using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Run ids: <c>company:pipeline:window:attempt</c>, which is also the identity of the run's orchestration.</summary>
internal static class RunNames
{
    /// <summary>What stands for the company when a run works for several.</summary>
    public const string AllCompanies = "all";

    private const int MaximumLength = 100;
    private const string Window = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The company part.</summary>
    public static string CompanyOf(IReadOnlyList<string> companies) => companies is [var only] ? only : AllCompanies;

    /// <summary>The part before the attempt.</summary>
    public static string Prefix(StartRunRequest request) => string.Create(
        CultureInfo.InvariantCulture, $"{CompanyOf(request.Companies)}:{request.Pipeline}:{request.AsOf.UtcDateTime.ToString(Window, CultureInfo.InvariantCulture)}");

    /// <summary>The parts of a run id, or null when it is none.</summary>
    public static RunName? Parse(string runId) =>
        runId.Length <= MaximumLength && runId.Split(':') is [{ Length: > 0 } company, { Length: > 0 } pipeline, var window, var attempt]
        && DateTimeOffset.TryParseExact(window, Window, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var asOf)
        && int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? new RunName(company, pipeline, asOf, number)
            : null;

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
