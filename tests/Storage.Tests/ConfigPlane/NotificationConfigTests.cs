using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ConfigPlane.Documents;
using Storage.Tests.ControlPlane;
using TestSupport;

namespace Storage.Tests.ConfigPlane;

public sealed class NotificationConfigTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Initiator Somebody = new("somebody");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_type_of_channel_is_read_with_its_secrets_as_references()
    {
        await using var house = await OpenAsync();
        await SaveAsync(house,
            """
            {
              "channels": {
                "all": {"url": "https://hooks.example.com/in", "secrets": [{"secret": "new"}, {"secret": "old"}], "type": "webhook"},
                "slack": {"type": "slack", "url": {"secret": "slack_url"}, "quiet_hours": {"time_zone": "America/Chicago", "from": "22:00", "to": "07:00"}},
                "teams": {"type": "teams", "url": {"secret": "teams_url"}},
                "mail": {"type": "email", "host": "smtp.example.com", "port": 465, "security": "tls", "user": "me", "password": {"secret": "smtp"}, "from": "hound@example.com", "to": ["ops@example.com"]},
                "chat": {"type": "telegram", "token": {"secret": "bot"}, "chats": ["-100123", "@alerts"]},
                "log": {"type": "log"}
              },
              "routes": [{"kinds": ["run_*", "gate_ready"], "min_severity": "error", "channels": ["all", "slack"]}],
              "templates": [{"kind": "run_failed", "channels": ["slack"], "title": "{company}: {error_code}"}]
            }
            """);
        var rules = await house.Get<INotificationConfigs>().GetNotificationsAsync("acme", Token);
        rules.Channels.Values.Select(channel => channel.Type).ShouldBe(ChannelRules.Types, ignoreOrder: true);
        rules.Channels["all"].ShouldBeOfType<WebhookChannelRules>().Secrets.Select(reference => reference.Secret).ShouldBe(["new", "old"]);
        rules.Channels["mail"].Targets.ShouldBe(["ops@example.com"]);
    }

    [Theory]
    [InlineData("""{"channels": {"x": {"type": "slack", "url": "https://hooks.slack.com/services/T/B/x"}}}""", "$.channels.x.url")]
    [InlineData("""{"channels": {"x": {"type": "pigeon"}}}""", "$.channels.x")]
    [InlineData("""{"channels": {"x": {}}}""", "$.channels.x.type")]
    [InlineData("""{"channels": {"x": {"type": "log", "colour": "red"}}}""", "$.channels.x.colour")]
    [InlineData("""{"channels": {"x": {"type": "webhook", "url": "https://me:pw@example.com", "secrets": [{"secret": "a"}]}}}""", "$.channels.x.url")]
    [InlineData("""{"channels": {"x": {"type": "webhook", "url": "https://example.com", "secrets": []}}}""", "$.channels.x.secrets")]
    [InlineData("""{"channels": {"x": {"type": "email", "host": "h", "from": "a@b.c", "to": ["a@b.c>\r\nBcc: <e@f.g"]}}}""", "$.channels.x.to[0]")]
    [InlineData("""{"channels": {"x": {"type": "email", "host": "h", "from": "a@b.c", "to": ["a@b.c"], "user": "u"}}}""", "$.channels.x.user")]
    [InlineData("""{"channels": {"x": {"type": "telegram", "token": {"secret": "t"}, "chats": ["a chat"]}}}""", "$.channels.x.chats")]
    [InlineData("""{"routes": [{"channels": ["nobody"]}]}""", "$.routes[0].channels")]
    [InlineData("""{"channels": {"x": {"type": "log"}}, "routes": [{"channels": ["x"], "kinds": ["walk_*"]}]}""", "$.routes[0].kinds")]
    [InlineData("""{"channels": {"x": {"type": "log"}}, "routes": [{"channels": ["x"], "min_severity": "loud"}]}""", "$.routes[0].min_severity")]
    [InlineData("""{"templates": [{"kind": "run_failed", "text": "{password}"}]}""", "{password}")]
    [InlineData("""{"quiet_hours": {"time_zone": "Mars/Base", "from": "22:00", "to": "07:00"}}""", "$.quiet_hours.time_zone")]
    [InlineData("""{"quiet_hours": {"time_zone": "UTC", "from": "22:00", "to": "22:00"}}""", "$.quiet_hours.to")]
    [InlineData("""{"repeat_alert_minutes": 0}""", "$.repeat_alert_minutes")]
    [InlineData("""{"channels": {"x": null}}""", "$.channels.x is null")]
    [InlineData("""{"routes": [null]}""", "$.routes[0] is null")]
    [InlineData("""{"secret": "slack_url"}""", "$.secret is not a known field")]
    [InlineData("""{"channels": {"x": {"type": "telegram", "token": {"secret": "t"}, "chats": ["1", null]}}}""", "$.channels.x.chats[1] is null")]
    public async Task What_cannot_work_is_refused_with_its_path(string document, string path)
    {
        await using var house = await OpenAsync();
        var error = (await Should.ThrowAsync<UserErrorException>(() => SaveAsync(house, document))).Error;
        error.Code.ShouldBe("config_invalid");
        error.Cause.ShouldContain(path);
    }

    [Fact]
    public async Task The_houses_own_rules_are_a_document_of_their_own()
    {
        await using var house = await OpenAsync();
        (await house.Get<INotificationConfigs>().GetNotificationsAsync(null, Token)).ShouldBe(NotificationRules.Default);
        await house.Get<IConfigDocuments>().SaveAsync(Edit(ConfigKinds.NotificationDefaults, ConfigKinds.OnlyName, """{"deduplicate_minutes": 3}"""), Token);
        (await house.Get<INotificationConfigs>().GetNotificationsAsync(null, Token)).DeduplicateMinutes.ShouldBe(3);
        (await house.Get<INotificationConfigs>().GetNotificationsAsync("acme", Token)).ShouldBe(NotificationRules.None);
    }

    private async Task<StorageHouse> OpenAsync()
    {
        var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        await house.Get<IConfigDocuments>().SaveAsync(Edit(ConfigKinds.Company, "acme", """{"slug": "acme", "display_name": "Acme", "time_zone": "UTC"}"""), Token);
        return house;
    }

    private static Task SaveAsync(StorageHouse house, string document) => house.Get<IConfigDocuments>().SaveAsync(Edit(ConfigKinds.Notifications, "acme", document), Token);

    private static ConfigEdit Edit(string kind, string name, string content) => new() { Kind = kind, Name = name, Content = content, By = Somebody };
}
