using DataHound.EndToEnd.App;
using Fakes;

namespace DataHound.EndToEnd.Notifications;

public sealed class FailedRunTests
{
    private static readonly string Secret = StandardWebhookReceiver.NewSecret();

    [Fact]
    public async Task A_failed_run_sends_one_signed_webhook_and_a_receipt_is_kept()
    {
        await using var endpoint = await FakeEndpoint.StartAsync();
        await using var app = await AppProcess.StartAsync(AppProcess.NewHome(), settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DataHound__Outbound__AllowHttp"] = "true",
            ["DataHound__Outbound__AllowPrivateAddresses"] = "true",
            ["DATAHOUND_SECRET_HOOK"] = Secret,
        });
        var api = new ApiDriver(app.Client);
        await PutAsync(app, "company", """{"display_name": "Acme", "time_zone": "UTC"}""");
        await PutAsync(app, "notifications", $$"""
            {"channels": {"hook": {"type": "webhook", "url": "{{endpoint.Address}}in", "secrets": [{"secret": "hook"}]} }, "routes": [{"kinds": ["run_*"], "channels": ["hook"]}] }
            """);

        // The company has no extraction document, so that its run cannot read what was received.
        using (var received = await app.Client.PutAsync("/api/v1/companies/acme/files/jobs.csv", new StringContent("Job ID\n1\n")))
            received.IsSuccessStatusCode.ShouldBeTrue(await received.Content.ReadAsStringAsync());
        var runId = await api.StartRunAsync("acme", "2015-06-24T20:00:00-05:00");
        (await api.WaitAsync(runId))["status"]!.GetValue<string>().ShouldBe("failed");

        var request = (await endpoint.WaitForAsync(1))[0];
        StandardWebhookReceiver.Accepts(request, Secret, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        (request.Json["type"]!.GetValue<string>(), request.Json["data"]!["task_id"]!.GetValue<string>()).ShouldBe(("run_failed", runId));
        request.Text.ShouldNotContain(Secret);
        await WaitForReceiptAsync(api, runId);
        endpoint.Received.Count.ShouldBe(1);
        var alert = (await api.ListAsync("/api/v1/alerts?state=open")).ShouldHaveSingleItem();
        alert["subject"]!.GetValue<string>().ShouldBe("run:acme:field-service");
        using var silenced = await app.Client.PostAsync("/api/v1/alerts/run:acme:field-service/silence", ApiDriver.Json($$"""{"until": "{{TimeProvider.System.GetUtcNow().AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}}", "reason": "known"}"""));
        silenced.IsSuccessStatusCode.ShouldBeTrue(await silenced.Content.ReadAsStringAsync());

        using var test = await app.Client.PostAsync("/api/v1/notifications/test", ApiDriver.Json("""{"company": "acme", "channel": "hook"}"""));
        ((int)test.StatusCode).ShouldBe(202);
        (await endpoint.WaitForAsync(2))[1].Json["type"]!.GetValue<string>().ShouldBe("test");
        (await api.ListAsync("/api/v1/notification-endpoints")).Select(item => item["channelName"]!.GetValue<string>()).ShouldContain("hook");
        app.Output.ShouldNotContain(Secret);
        await app.StopAsync();
        Directory.Delete(app.Home, recursive: true);
    }

    private static async Task PutAsync(AppProcess app, string kind, string document)
    {
        using var answer = await app.Client.PutAsync($"/api/v1/companies/acme/config/{kind}", ApiDriver.Json(document));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static async Task WaitForReceiptAsync(ApiDriver api, string runId)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var found = await api.ListAsync($"/api/v1/notifications?company=acme&channel=webhook&task={Uri.EscapeDataString(runId)}&status=sent");
            if (found.Count > 0)
            {
                found.ShouldHaveSingleItem()["attempts"]!.GetValue<int>().ShouldBe(1);
                return;
            }

            await Task.Delay(100, limit.Token);
        }
    }
}
