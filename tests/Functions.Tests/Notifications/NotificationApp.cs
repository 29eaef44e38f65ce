using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;
using DataHound.Functions.Notifications;
using DataHound.Storage;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ConfigPlane.Secrets;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Notifications;
using Fakes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DataHound.Functions.Tests.Notifications;

/// <summary>Storage on a real database with everything that delivers notifications, a clock and secrets of the test.</summary>
internal sealed class NotificationApp : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private NotificationApp(string connectionString)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = connectionString,
            ["DataHound:Home"] = Path.Combine(Path.GetTempPath(), $"notify-{Guid.NewGuid():N}"),
            ["DataHound:Outbound:AllowHttp"] = "true",
            ["DataHound:Outbound:AllowPrivateAddresses"] = "true",
            ["DataHound:Outbound:HttpTimeout"] = "00:01:00",
        }).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddDataHoundStorage(settings)
            .AddSingleton<ISecretReader>(new OneSecret(Secret))
            .AddNotifications(settings)
            .BuildServiceProvider();
    }

    public static string Secret { get; } = StandardWebhookReceiver.NewSecret();

    public MovableClock Clock { get; } = new();

    public INotificationQueue Queue => Get<INotificationQueue>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<NotificationApp> OpenAsync(string connectionString)
    {
        var app = new NotificationApp(connectionString);
        await app.Get<ControlPlaneMigrator>().MigrateAsync(TestContext.Current.CancellationToken);
        return app;
    }

    /// <summary>Adds a company that has everything sent to endpoints, one channel each: <c>hook0</c>, <c>hook1</c> and so on.</summary>
    public async Task AddCompanyAsync(string company, params IReadOnlyList<FakeEndpoint> endpoints)
    {
        var by = new Initiator("tests");
        var channels = string.Join(", ", endpoints.Select((endpoint, index) => $$"""
            "hook{{index}}": {"type": "webhook", "url": "{{endpoint.Address}}{{company}}", "secrets": [{"secret": "hook"}] }
            """));
        var names = string.Join(", ", endpoints.Select((_, index) => $"\"hook{index}\""));
        var route = names.Length == 0 ? "" : $"{{\"channels\": [{names}]}}";
        await Get<IConfigDocuments>().SaveAsync(new ConfigEdit { Kind = ConfigKinds.NotificationDefaults, Name = ConfigKinds.OnlyName, Content = "{}", By = by }, default);
        await Get<IConfigDocuments>().SaveAsync(new ConfigEdit { Kind = ConfigKinds.Company, Name = company, Content = $$"""{"slug": "{{company}}", "display_name": "Tests", "time_zone": "UTC" }""", By = by }, default);
        await Get<IConfigDocuments>().SaveAsync(
            new ConfigEdit { Kind = ConfigKinds.Notifications, Name = company, Content = $$"""{"channels": { {{channels}} }, "routes": [{{route}}] }""", By = by }, default);
    }

    public async Task TellAsync(string company, int count = 1)
    {
        for (var number = 0; number < count; number++)
        {
            var key = Guid.NewGuid().ToString("N");
            await Get<INotificationOutbox>().WriteAsync(new Notice { Key = key, Kind = NoticeKinds.RunFailed, Subject = key, TaskId = key, Company = company }, default);
        }
    }

    public Task DeliverAsync() => Get<NotificationRound>().RunAsync(TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<SentNotification>> ListAsync(string company) =>
        (await Get<INotificationLedger>().ListAsync(new NotificationQuery { Company = company, Limit = 1000 }, TestContext.Current.CancellationToken)).Items;

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class OneSecret(string secret) : ISecretReader
    {
        public Task<string?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(name is "hook" ? secret : null);
    }
}
