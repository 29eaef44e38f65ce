using DataHound.Connectors.Telegram;
using DataHound.Domain.Notifications;
using Fakes;

namespace DataHound.Connectors.Tests.Telegram;

public sealed class TelegramChannelTests
{
    private static readonly TelegramChannelRules Rules = new() { Token = Sending.Secret("bot"), Chats = ["-100123"] };

    [Fact]
    public async Task A_message_is_sent_escaped_and_its_id_is_kept()
    {
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(200, """{"ok": true, "result": {"message_id": 42, "chat": {"id": -100123}}}"""));
        (await SendAsync(endpoint)).ShouldBe(SendResult.Sent("42"));
        var request = endpoint.Received.ShouldHaveSingleItem();
        request.Path.ShouldBe("/bot123:hush/sendMessage");
        (request.Json["chat_id"]!.GetValue<string>(), request.Json["parse_mode"]!.GetValue<string>()).ShouldBe(("-100123", "HTML"));
        request.Json["text"]!.GetValue<string>().ShouldBe("<b>A &amp; B</b>\n\nIt says &lt;b&gt; &amp; more.");
    }

    [Fact]
    public async Task A_message_never_has_more_than_4096_characters_once_its_markup_is_read()
    {
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(200, """{"ok": true, "result": {"message_id": 42}}"""));
        await SendAsync(endpoint, text: new string('&', 9000));
        var text = endpoint.Received.ShouldHaveSingleItem().Json["text"]!.GetValue<string>();
        System.Net.WebUtility.HtmlDecode(text.Replace("<b>", "", StringComparison.Ordinal).Replace("</b>", "", StringComparison.Ordinal)).Length.ShouldBe(4096);
    }

    [Theory]
    [InlineData(429, """{"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 35", "parameters": {"retry_after": 35}}""", SendOutcome.Throttled, "telegram_429", 35)]
    [InlineData(400, """{"ok": false, "error_code": 400, "description": "Bad Request: chat not found"}""", SendOutcome.Refused, "telegram_400", null)]
    [InlineData(400, """{"ok": false, "error_code": 400, "parameters": {"migrate_to_chat_id": -100999}}""", SendOutcome.Refused, "telegram_chat_migrated", null)]
    [InlineData(403, """{"ok": false, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}""", SendOutcome.Refused, "telegram_403", null)]
    [InlineData(502, "<html>bad gateway</html>", SendOutcome.Failed, "telegram_502", null)]
    [InlineData(200, "not json", SendOutcome.Unknown, "answer_unreadable", null)]
    public async Task Its_answers_are_understood(int status, string body, SendOutcome outcome, string code, int? seconds)
    {
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(status, body));
        (await SendAsync(endpoint)).ShouldBe(SendResult.Not(outcome, code, seconds is { } wait ? TimeSpan.FromSeconds(wait) : null));
    }

    [Fact]
    public async Task Without_a_token_it_is_skipped_and_a_token_that_would_change_the_address_is_not_used()
    {
        await using var endpoint = await FakeEndpoint.StartAsync();
        (await SendAsync(endpoint, secret: null)).ShouldBe(SendResult.Not(SendOutcome.Skipped, "secret_missing"));
        (await SendAsync(endpoint, secret: "x/../../admin?")).ShouldBe(SendResult.Not(SendOutcome.Skipped, "secret_invalid"));
        endpoint.Received.ShouldBeEmpty();
    }

    private static async Task<SendResult> SendAsync(FakeEndpoint endpoint, string text = "It says <b> & more.", string? secret = "123:hush")
    {
        var options = Sending.Local with { TelegramAddress = endpoint.Address };
        using var http = Sending.Http(options);
        var channel = new TelegramChannel(http, options, secret is null ? Sending.Secrets() : Sending.Secrets(("bot", secret)));
        return await channel.SendAsync(Sending.Claim(), Sending.To(Rules, "A & B", text), TestContext.Current.CancellationToken);
    }
}
