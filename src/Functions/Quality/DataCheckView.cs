using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Shapes checks for the HTTP API.</summary>
internal static class DataCheckView
{
    private const string Collections = "collections";
    private const string Verifications = "verifications";
    private const string Reconciliations = "reconciliations";

    /// <summary>The kind that an address names.</summary>
    /// <exception cref="UserErrorException"><c>check_unknown</c>.</exception>
    public static DataCheckKind Parse(string kind) => kind switch
    {
        Collections => DataCheckKind.Collection,
        Verifications => DataCheckKind.Verification,
        Reconciliations => DataCheckKind.Reconciliation,
        _ => throw new UserErrorException("check_unknown", $"There are no checks '{kind}'.", $"Use {Collections}, {Verifications} or {Reconciliations}."),
    };

    /// <summary>The check of that identity and kind.</summary>
    /// <exception cref="UserErrorException"><c>check_unknown</c>.</exception>
    public static async Task<DataCheck> RequireAsync(this IDataChecks checks, string kind, string id, CancellationToken cancellationToken)
    {
        var known = Parse(kind);
        var check = Guid.TryParse(id, out var identity) ? await checks.FindAsync(identity, cancellationToken) : null;
        return check?.Kind == known
            ? check
            : throw new UserErrorException("check_unknown", $"There is no such check among the {kind}.", $"List them with GET /api/v1/checks/{kind}.");
    }

    /// <summary>The check.</summary>
    public static object Of(DataCheck check)
    {
        var self = $"/api/v1/checks/{Word(check.Kind)}/{check.Id}";
        return new
        {
            check.Id,
            check.Kind,
            check.Status,
            check.Request,
            check.RequestedBy,
            check.StartedAt,
            check.FinishedAt,
            check.Error,
            check.Reports,
            Links = new { Self = self, Findings = $"{self}/findings" },
        };
    }

    private static string Word(DataCheckKind kind) => kind switch
    {
        DataCheckKind.Collection => Collections,
        DataCheckKind.Verification => Verifications,
        _ => Reconciliations,
    };
}
