using System.Text;
using DataHound.Connectors.Outbound;
using DataHound.Connectors.Webhook;
using DataHound.Domain.Notifications;
using Fakes;
using TestSupport;

namespace DataHound.Connectors.Tests.Webhook;

public sealed class WebhookChannelTests
{
    private static readonly string Secret = StandardWebhookReceiver.NewSecret();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_of_standard_webhooks_accepts_the_signature_and_no_other_secret_does()
    {
        await using var endpoint = await FakeEndpoint.StartAsync();
        (await SendAsync(Rules(endpoint))).Outcome.ShouldBe(SendOutcome.Sent);
        var request = endpoint.Received.ShouldHaveSingleItem();
        StandardWebhookReceiver.Accepts(request, Secret, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        StandardWebhookReceiver.Accepts(request, StandardWebhookReceiver.NewSecret(), TimeProvider.System.GetUtcNow()).ShouldBeFalse();
        StandardWebhookReceiver.Accepts(request with { Body = [.. request.Body, 32] }, Secret, TimeProvider.System.GetUtcNow()).ShouldBeFalse();
        request.Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        (request.Json["type"]!.GetValue<string>(), request.Json["data"]!["facts"]!["error_code"]!.GetValue<string>()).ShouldBe(("run_failed", "unit_failed"));
    }

    [Fact]
    public void The_signature_of_the_specifications_example_comes_out() =>
        WebhookSignature.Sign([WebhookSignature.Key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").ShouldNotBeNull()], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""))
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public async Task While_a_secret_is_replaced_both_sign()
    {
        var old = StandardWebhookReceiver.NewSecret();
        await using var endpoint = await FakeEndpoint.StartAsync();
        var rules = Rules(endpoint) with { Secrets = [Sending.Secret("hook"), Sending.Secret("old")] };
        using var http = Sending.Http();
        await new WebhookChannel(http, Sending.Secrets(("hook", Secret), ("old", old)), TimeProvider.System).SendAsync(Sending.Claim(), Sending.To(rules), Token);
        var request = endpoint.Received.ShouldHaveSingleItem();
        StandardWebhookReceiver.Accepts(request, Secret, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        StandardWebhookReceiver.Accepts(request, old, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
    }

    [Fact]
    public async Task Every_attempt_has_the_same_id_and_body()
    {
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(500), new FakeAnswer(204));
        using var http = Sending.Http();
        var channel = new WebhookChannel(http, Sending.Secrets(("hook", Secret)), TimeProvider.System);
        var notification = Sending.To(Rules(endpoint));
        await channel.SendAsync(Sending.Claim(), notification, Token);
        await channel.SendAsync(Sending.Claim(), notification, Token);
        endpoint.Received.Select(request => request.Headers["webhook-id"]).Distinct().ShouldBe([$"msg_{notification.Id:N}"]);
        endpoint.Received.Select(request => request.Text).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(200, SendOutcome.Sent)]
    [InlineData(202, SendOutcome.Sent)]
    [InlineData(301, SendOutcome.Failed)]
    [InlineData(400, SendOutcome.Failed)]
    [InlineData(410, SendOutcome.Gone)]
    [InlineData(429, SendOutcome.Throttled)]
    [InlineData(500, SendOutcome.Failed)]
    [InlineData(503, SendOutcome.Throttled)]
    [InlineData(504, SendOutcome.Throttled)]
    public async Task Each_status_means_what_the_specification_says(int status, SendOutcome outcome)
    {
        await using var elsewhere = await FakeEndpoint.StartAsync();
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(status, status is 200 or 202 ? "" : "a secret of theirs") { Location = status is 301 ? elsewhere.Address.ToString() : null });
        var result = await SendAsync(Rules(endpoint));
        result.Outcome.ShouldBe(outcome);
        result.Code.ShouldBe(outcome is SendOutcome.Sent ? null : $"http_{status}");
        elsewhere.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("999999999", 86400)]
    [InlineData("soon", null)]
    public async Task Retry_after_is_honoured_up_to_a_day(string header, int? seconds)
    {
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(429) { RetryAfter = header });
        (await SendAsync(Rules(endpoint))).RetryAfter.ShouldBe(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);
    }

    [Fact]
    public async Task A_connection_reset_after_the_request_was_taken_leaves_it_unknown()
    {
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(200) { Reset = true });
        (await SendAsync(Rules(endpoint))).ShouldBe(SendResult.Not(SendOutcome.Unknown, "connection_lost"));
        endpoint.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_in_time_leaves_it_unknown()
    {
        await using var endpoint = await FakeEndpoint.StartAsync(new FakeAnswer(200) { Wait = new TaskCompletionSource().Task });
        (await SendAsync(Rules(endpoint), Sending.Local with { HttpTimeout = TimeSpan.FromMilliseconds(300) })).ShouldBe(SendResult.Not(SendOutcome.Unknown, "timeout"));
    }

    [Fact]
    public async Task Nobody_listening_is_a_failure_that_certainly_sent_nothing()
    {
        var rules = new WebhookChannelRules { Url = $"http://127.0.0.1:{FreePort.Next()}/", Secrets = [Sending.Secret("hook")] };
        (await SendAsync(rules)).ShouldBe(SendResult.Not(SendOutcome.Failed, "connect_failed"));
    }

    [Fact]
    public async Task Private_addresses_and_plain_http_are_refused_unless_they_are_allowed()
    {
        await using var endpoint = await FakeEndpoint.StartAsync();
        (await SendAsync(Rules(endpoint), new OutboundOptions { AllowHttp = true })).ShouldBe(SendResult.Not(SendOutcome.Refused, "address_forbidden"));
        (await SendAsync(Rules(endpoint), new OutboundOptions { AllowPrivateAddresses = true })).ShouldBe(SendResult.Not(SendOutcome.Refused, "https_required"));
        var byName = new WebhookChannelRules { Url = $"http://localhost:{endpoint.Address.Port}/", Secrets = [Sending.Secret("hook")] };
        (await SendAsync(byName, new OutboundOptions { AllowHttp = true })).ShouldBe(SendResult.Not(SendOutcome.Refused, "address_forbidden"));
        endpoint.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "secret_missing")]
    [InlineData("whsec_c2hvcnQ=", "secret_invalid")]
    [InlineData("whsec_not base64", "secret_invalid")]
    public async Task Without_a_usable_secret_nothing_is_sent_and_it_counts_as_skipped(string? secret, string code)
    {
        await using var endpoint = await FakeEndpoint.StartAsync();
        using var http = Sending.Http();
        var channel = new WebhookChannel(http, secret is null ? Sending.Secrets() : Sending.Secrets(("hook", secret)), TimeProvider.System);
        (await channel.SendAsync(Sending.Claim(), Sending.To(Rules(endpoint)), Token)).ShouldBe(SendResult.Not(SendOutcome.Skipped, code));
        endpoint.Received.ShouldBeEmpty();
    }

    private static WebhookChannelRules Rules(FakeEndpoint endpoint) => new() { Url = new Uri(endpoint.Address, "/in").ToString(), Secrets = [Sending.Secret("hook")] };

    private static async Task<SendResult> SendAsync(WebhookChannelRules rules, OutboundOptions? options = null)
    {
        using var http = Sending.Http(options);
        return await new WebhookChannel(http, Sending.Secrets(("hook", Secret)), TimeProvider.System).SendAsync(Sending.Claim(), Sending.To(rules), Token);
    }
}
