using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Sql;

namespace Storage.Tests.ControlPlane.Notifications;

/// <summary>Short ways to rules, notices and what became of them.</summary>
internal static class NotificationHouse
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Adds a company whose channel <c>ops</c> is told what matters at least so much.</summary>
    public static async Task AddCompanyAsync(this StorageHouse house, string company, string more = "", string minSeverity = "warning")
    {
        var by = new Initiator("tests");
        await house.Get<IConfigDocuments>().SaveAsync(new ConfigEdit { Kind = ConfigKinds.Company, Name = company, Content = $$"""{"slug": "{{company}}", "display_name": "Tests", "time_zone": "UTC" }""", By = by }, Token);
        await house.Get<IConfigDocuments>().SaveAsync(
            new ConfigEdit { Kind = ConfigKinds.Notifications, Name = company, Content = $$"""{"channels": {"ops": {"type": "log"} }, "routes": [{"min_severity": "{{minSeverity}}", "channels": ["ops"]}]{{more}} }""", By = by }, Token);
    }

    /// <summary>Writes a notice about the company, routes all, and gives how the notice was routed.</summary>
    public static async Task<string> TellAsync(
        this StorageHouse house, NoticeKind kind, string company, AlertChange alert = AlertChange.None, NoticeSeverity? severity = null, string subject = "run")
    {
        var notice = new Notice
        {
            Key = Guid.NewGuid().ToString("N"), Kind = kind, Subject = $"{subject}:{company}", TaskId = $"task-{company}", Company = company, Severity = severity, Alert = alert,
        };
        (await house.Get<INotificationOutbox>().WriteAsync(notice, Token)).ShouldBeTrue();
        while (await house.Get<INotificationRouter>().RouteAsync(100, Token) == 100)
        {
        }

        return (await house.Database.Command("SELECT outcome FROM control.notices WHERE notice_key = @key", ("key", notice.Key)).ScalarAsync<string>(Token))!;
    }

    public static NotificationChannelKey Ops(string company) => new(company, "ops");

    public static Task<long> QueuedAsync(this StorageHouse house, string company) => house.Database.Command(
        "SELECT count(*) FROM control.notification_deliveries WHERE scope = @scope", ("scope", company)).ScalarAsync<long>(Token);
}
