using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DataHound.Domain.Notifications;
using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Reconciling;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane.Verification;
using Npgsql;

namespace DataHound.Storage.DataPlane.Checks;

/// <summary>What is told about checks: damage and drift open an alert, a whole check without findings ends it. The same findings are told once a day.</summary>
internal static class CheckNotices
{
    private const string Damage = "integrity";
    private const string Drift = "drift";

    /// <summary>Writes the notices of one company's part, in the caller's transaction.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, DataCheck check, string company, CheckOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (check.Kind is DataCheckKind.Collection)
            return;
        var damaged = outcome.Findings.Where(IsDamage(check.Kind)).ToList();
        var apart = check.Kind is DataCheckKind.Reconciliation ? outcome.Findings.Where(finding => !IsDamage(check.Kind)(finding) && finding.Kind is not DriftKinds.ObjectOrphan).ToList() : [];
        var whole = check.Request is { Dataset: null, CurrentOnly: false };
        if (damaged.Count > 0)
            await NoticeWriter.WriteAsync(connection, Of(check, company, NoticeKinds.IntegrityFailed, Damage, damaged, now), now, cancellationToken);
        else if (check.Kind is DataCheckKind.Verification && whole)
            await ResolveAsync(connection, check, company, Damage, now, cancellationToken);

        var unhealthy = outcome.Report["healthy"]?.GetValue<bool>() is false;
        if (apart.Count > 0 && (unhealthy || (long?)outcome.Report["mended"] > 0))
            await NoticeWriter.WriteAsync(connection, Of(check, company, NoticeKinds.DriftFound, Drift, apart, now) with { Alert = unhealthy ? AlertChange.Open : AlertChange.None }, now, cancellationToken);
        if (check.Kind is DataCheckKind.Reconciliation && !unhealthy)
            await ResolveAsync(connection, check, company, Drift, now, cancellationToken);
    }

    private static Func<CheckFinding, bool> IsDamage(DataCheckKind kind) => finding =>
        kind is DataCheckKind.Verification ? finding.Kind is not FindingKinds.Orphan : finding.Kind is DriftKinds.ObjectMissing;

    private static Notice Of(DataCheck check, string company, NoticeKind kind, string what, List<CheckFinding> findings, DateTimeOffset now)
    {
        var same = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', findings.Select(finding => $"{finding.Kind} {finding.Path}")))))[..16];
        var counts = findings.CountBy(finding => finding.Kind, StringComparer.Ordinal).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value}"));
        return new Notice
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{kind.Name}:{company}:{same}:{now.UtcDateTime:yyyyMMdd}"),
            Kind = kind,
            Subject = $"{what}:{company}",
            TaskId = $"check:{check.Id:N}",
            Company = company,
            Alert = AlertChange.Open,
            Facts = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["check"] = check.Kind.Word(),
                ["missing"] = findings.Count.ToString(CultureInfo.InvariantCulture),
                ["cause"] = $"Found: {string.Join(", ", counts)}.",
                ["next_step"] = $"See the findings of check {check.Id} under /api/v1/checks.",
                ["dataset"] = (string?)findings[0].Detail["dataset"] ?? "",
                ["version"] = (string?)findings[0].Detail["version"] ?? "",
            },
        };
    }

    /// <summary>Ends the alert, and says so, if it is open.</summary>
    private static async Task ResolveAsync(NpgsqlConnection connection, DataCheck check, string company, string what, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var subject = $"{what}:{company}";
        var open = await connection.Command("SELECT count(*) FROM control.alerts WHERE subject = @subject AND state = 'open'", ("subject", subject)).ScalarAsync<long>(cancellationToken);
        if (open == 0)
            return;
        var notice = new Notice
        {
            Key = $"{NoticeKinds.ChecksPassed.Name}:{company}:{what}:{check.Id:N}",
            Kind = NoticeKinds.ChecksPassed,
            Subject = subject,
            TaskId = $"check:{check.Id:N}",
            Company = company,
            Alert = AlertChange.Resolve,
            Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["check"] = check.Kind.Word() },
        };
        await NoticeWriter.WriteAsync(connection, notice, now, cancellationToken);
    }
}
