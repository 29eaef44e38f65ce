using DataHound.Connectors.Teams;
using DataHound.Domain.Notifications;
using Fakes;

namespace DataHound.Connectors.Tests.Teams;

public sealed class TeamsChannelTests
{
    private static readonly TeamsChannelRules Rules = new() { Url = Sending.Secret("teams_url") };

    [Fact]
    public async Task An_adaptive_card_with_runs_of_plain_text_is_posted()
    {
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(202));
        (await SendAsync(endpoint)).Outcome.ShouldBe(SendOutcome.Sent);
        var attachment = endpoint.Received.ShouldHaveSingleItem().Json["attachments"]![0]!;
        attachment["contentType"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.card.adaptive");
        var card = attachment["content"]!;
        (card["type"]!.GetValue<string>(), card["version"]!.GetValue<string>()).ShouldBe(("AdaptiveCard", "1.4"));
        card["body"]!.AsArray().ShouldAllBe(block => block!["type"]!.GetValue<string>() == "RichTextBlock");
        card["body"]![1]!["inlines"]![0]!["text"]!.GetValue<string>().ShouldBe("It says <b> & more.");
    }

    [Theory]
    [InlineData(200, "1", SendOutcome.Sent, null)]
    [InlineData(200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x", SendOutcome.Throttled, "http_429")]
    [InlineData(200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 500 with ContextId x", SendOutcome.Failed, "http_500")]
    [InlineData(400, "Bad payload", SendOutcome.Refused, "http_400")]
    [InlineData(410, "", SendOutcome.Gone, "http_410")]
    [InlineData(429, "", SendOutcome.Throttled, "http_429")]
    [InlineData(502, "", SendOutcome.Throttled, "http_502")]
    public async Task Its_answers_are_understood_even_where_the_status_says_success(int status, string body, SendOutcome outcome, string? code)
    {
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(status, body));
        var result = await SendAsync(endpoint);
        (result.Outcome, result.Code).ShouldBe((outcome, code));
    }

    private static async Task<SendResult> SendAsync(FakeEndpoint endpoint)
    {
        using var http = Sending.Http();
        return await new TeamsChannel(http, Sending.Secrets(("teams_url", endpoint.Address.ToString()))).SendAsync(Sending.Claim(), Sending.To(Rules), TestContext.Current.CancellationToken);
    }
}
