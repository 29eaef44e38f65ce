using DataHound.Connectors.Slack;
using DataHound.Domain.Notifications;
using Fakes;

namespace DataHound.Connectors.Tests.Slack;

public sealed class SlackChannelTests
{
    private static readonly SlackChannelRules Rules = new() { Url = Sending.Secret("slack_url") };

    [Fact]
    public async Task Blocks_carry_plain_text_and_the_fallback_is_escaped()
    {
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(200, "ok"));
        (await SendAsync(endpoint, "a <!channel> & b")).Outcome.ShouldBe(SendOutcome.Sent);
        var body = endpoint.Received.ShouldHaveSingleItem().Json;
        body["text"]!.GetValue<string>().ShouldBe("a &lt;!channel&gt; &amp; b");
        body["blocks"]!.AsArray().Select(block => block!["type"]!.GetValue<string>()).ShouldBe(["header", "section", "context"]);
        body["blocks"]![0]!["text"]!["type"]!.GetValue<string>().ShouldBe("plain_text");
        endpoint.Received.Single().Path.ShouldBe("/services/T0/B0/hush");
    }

    [Theory]
    [InlineData(400, "invalid_payload", SendOutcome.Refused, "slack_invalid_payload")]
    [InlineData(403, "action_prohibited", SendOutcome.Refused, "slack_action_prohibited")]
    [InlineData(404, "no_service", SendOutcome.Gone, "slack_no_service")]
    [InlineData(410, "channel_is_archived", SendOutcome.Gone, "slack_channel_is_archived")]
    [InlineData(400, "<html>Whatever 42</html>", SendOutcome.Refused, "http_400")]
    [InlineData(500, "rollup_error", SendOutcome.Failed, "http_500")]
    [InlineData(429, "rate_limited", SendOutcome.Throttled, "http_429")]
    public async Task Its_words_for_what_is_wrong_are_understood(int status, string word, SendOutcome outcome, string code)
    {
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(status, word) { RetryAfter = status is 429 ? "30" : null });
        (await SendAsync(endpoint)).ShouldBe(SendResult.Not(outcome, code, status is 429 ? TimeSpan.FromSeconds(30) : null));
    }

    [Fact]
    public async Task Without_its_address_it_is_skipped()
    {
        using var http = Sending.Http();
        (await new SlackChannel(http, Sending.Secrets()).SendAsync(Sending.Claim(), Sending.To(Rules), TestContext.Current.CancellationToken)).ShouldBe(SendResult.Not(SendOutcome.Skipped, "secret_missing"));
    }

    private static async Task<SendResult> SendAsync(FakeEndpoint endpoint, string title = "Title")
    {
        using var http = Sending.Http();
        var secrets = Sending.Secrets(("slack_url", new Uri(endpoint.Address, "/services/T0/B0/hush").ToString()));
        return await new SlackChannel(http, secrets).SendAsync(Sending.Claim(), Sending.To(Rules, title), TestContext.Current.CancellationToken);
    }
}
