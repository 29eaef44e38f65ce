using DataHound.Domain.Notifications;

namespace DataHound.Domain.Tests.Notifications;

public sealed class NotificationPlanTests
{
    private static readonly DateTimeOffset Night = new(2026, 6, 10, 23, 0, 0, TimeSpan.Zero);

    private static readonly NotificationRules Rules = new()
    {
        Channels = new Dictionary<string, ChannelRules>(StringComparer.Ordinal)
        {
            ["ops"] = new SlackChannelRules { Url = new SecretReference { Secret = "slack" } },
            ["chat"] = new TelegramChannelRules { Token = new SecretReference { Secret = "bot" }, Chats = ["1", "2", "1"] },
            ["log"] = new LogChannelRules(),
        },
        Routes =
        [
            new NotificationRoute { Kinds = ["run_*"], MinSeverity = "error", Channels = ["ops", "chat"] },
            new NotificationRoute { Kinds = ["*"], MinSeverity = "info", Channels = ["ops"] },
        ],
    };

    [Fact]
    public void Every_route_that_fits_is_taken_and_each_target_is_told_once() =>
        NotificationPlan.Of(Notice(NoticeKinds.RunFailed), Rules, [], Night).Select(planned => (planned.ChannelName, planned.Target)).ShouldBe([("chat", "1"), ("chat", "2"), ("ops", "slack")]);

    [Fact]
    public void A_notice_that_is_too_mild_or_of_another_kind_does_not_take_the_route() =>
        NotificationPlan.Of(Notice(NoticeKinds.RunSucceeded), Rules, [], Night).Select(planned => planned.ChannelName).ShouldBe(["ops"]);

    [Fact]
    public void Who_was_told_of_the_opening_is_told_of_the_end()
    {
        var planned = NotificationPlan.Of(Notice(NoticeKinds.RunSucceeded), Rules, ["chat", "no longer there"], Night).ToList();
        planned.Select(notification => notification.ChannelName).ShouldBe(["chat", "chat", "ops"]);
        planned.ShouldAllBe(notification => notification.Message.Title == "Resolved: Run of acme succeeded");
    }

    [Fact]
    public void The_words_for_a_channel_win_over_those_for_all_and_those_over_the_usual()
    {
        var rules = Rules with
        {
            Templates =
            [
                new NotificationTemplate { Kind = "run_failed", Title = "{company}: {error_code}", Text = "All: {cause}" },
                new NotificationTemplate { Kind = "run_failed", Channels = ["ops"], Text = "Ops: {cause} {Left}" },
            ],
        };
        var planned = NotificationPlan.Of(Notice(NoticeKinds.RunFailed, ("error_code", "unit_failed"), ("cause", "It says {run_id}.")), rules, [], Night).ToList();
        planned.Single(notification => notification.ChannelName == "ops").Message.Title.ShouldBe("acme: unit_failed");
        planned.Single(notification => notification.ChannelName == "ops").Message.Text.ShouldBe("Ops: It says {run_id}. {Left}");
        planned.First(notification => notification.ChannelName == "chat").Message.Text.ShouldBe("All: It says {run_id}.");
    }

    [Fact]
    public void Quiet_hours_hold_everything_but_what_is_critical()
    {
        var quiet = Rules with { QuietHours = new QuietHours { TimeZone = "UTC", From = "22:00", To = "06:00" } };
        var morning = new DateTimeOffset(2026, 6, 11, 6, 0, 0, TimeSpan.Zero);
        NotificationPlan.Of(Notice(NoticeKinds.RunFailed), quiet, [], Night).ShouldAllBe(planned => planned.NotBefore == morning);
        NotificationPlan.Of(Notice(NoticeKinds.IntegrityFailed), quiet, [], Night).ShouldAllBe(planned => planned.NotBefore == Night);
    }

    [Fact]
    public void A_channels_own_quiet_hours_stand_in_place_of_the_documents()
    {
        var rules = Rules with
        {
            QuietHours = new QuietHours { TimeZone = "UTC", From = "22:00", To = "06:00" },
            Channels = new Dictionary<string, ChannelRules>(StringComparer.Ordinal) { ["ops"] = new LogChannelRules { QuietHours = new QuietHours { TimeZone = "UTC", From = "01:00", To = "02:00" } } },
        };
        NotificationPlan.Of(Notice(NoticeKinds.RunFailed), rules, [], Night).Single().NotBefore.ShouldBe(Night);
    }

    [Fact]
    public void The_usual_words_use_only_facts_that_their_notices_have()
    {
        foreach (var kind in NoticeKinds.All)
            MessageTemplate.Placeholders($"{kind.Title} {kind.Text}").Except(kind.Facts).Except(NoticeKinds.CommonFacts).ShouldBeEmpty(kind.Name);
    }

    [Fact]
    public void A_title_is_one_line_and_what_is_too_long_is_cut_between_characters()
    {
        MessageTemplate.Line("a\r\nBcc: b", 150).ShouldBe("a  Bcc: b");
        MessageTemplate.Cut("aaa😀", 4).ShouldBe("aaa…");
        MessageTemplate.Cut("aa😀b", 4).ShouldBe("aa…");
    }

    [Fact]
    public void A_kind_that_is_not_known_any_more_is_told_by_its_name() =>
        NotificationPlan.Of(Notice(NoticeKinds.RunFailed) with { Kind = "run_vanished" }, Rules, [], Night).First().Message.Title.ShouldBe("run_vanished");

    private static RecordedNotice Notice(NoticeKind kind, params IReadOnlyList<(string Name, string Value)> facts) => new()
    {
        Id = Guid.NewGuid(), Kind = kind.Name, Severity = kind.Severity, Type = kind.Type, Company = "acme", Subject = "run:acme:main", TaskId = "run-1", Alert = AlertChange.None,
        Facts = facts.ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal), At = Night,
    };
}
