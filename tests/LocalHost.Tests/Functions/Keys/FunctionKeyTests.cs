using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LocalHost.Functions.Hosting;
using LocalHost.Tests.Engine;
using Npgsql;
using TestSupport;

namespace LocalHost.Tests.Functions.Keys;

public sealed class FunctionKeyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Management = "runtime/webhooks/durabletask/instances";

    [Fact]
    public async Task Each_address_is_opened_by_its_keys_and_no_others()
    {
        await using GuardedHost host = await GuardedHost.StartAsync(await postgres.CreateDatabaseAsync(), ("LocalHost:Keys:MaxFailuresPerMinute", "1000"));
        string guarded = await host.MakeKeyAsync("admin/functions/guarded/keys/first");
        string shared = await host.MakeKeyAsync("admin/host/keys/default");
        string system = await host.MakeKeyAsync("admin/host/systemkeys/durabletask_extension");
        (string Path, string[] Openers)[] addresses =
        [
            ("api/Open", ["", guarded, shared, system, host.Master]),
            ("api/Guarded", [guarded, shared, host.Master]),
            ("api/Other", [shared, host.Master]),
            ("api/ForAdmins", [host.Master]),
            (Management, [system, host.Master]),
            ("admin/host/keys", [host.Master]),
        ];

        foreach ((string path, string[] openers) in addresses)
        {
            foreach (string key in (string[])["", "wrong", guarded, shared, system, host.Master])
            {
                HttpStatusCode expected = openers.Contains(key) || openers[0].Length == 0 ? HttpStatusCode.OK : HttpStatusCode.Unauthorized;
                (await host.StatusAsync(path, key.Length == 0 ? null : key)).ShouldBe(expected, path);
                (await host.StatusAsync(path + "?code=" + key)).ShouldBe(expected, path);
            }
        }
    }

    [Fact]
    public async Task A_refusal_tells_nothing()
    {
        await using GuardedHost host = await GuardedHost.StartAsync(await postgres.CreateDatabaseAsync());
        using HttpResponseMessage response = await host.SendAsync(HttpMethod.Get, "api/Guarded", "wrong");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_are_made_listed_set_rotated_and_deleted()
    {
        await using GuardedHost host = await GuardedHost.StartAsync(await postgres.CreateDatabaseAsync());
        const string Keys = "admin/functions/Guarded/keys";
        string old = await host.MakeKeyAsync(Keys + "/old");
        using HttpResponseMessage set = await host.SendAsync(HttpMethod.Put, Keys + "/chosen", host.Master, new { name = "chosen", value = "4f9a-77c1-e02b-1d3e-86ab-c5d0-9e21-f3b4" });
        set.StatusCode.ShouldBe(HttpStatusCode.Created);
        using HttpResponseMessage tooShort = await host.SendAsync(HttpMethod.Put, Keys + "/short", host.Master, new { value = "short" });
        tooShort.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using HttpResponseMessage list = await host.SendAsync(HttpMethod.Get, Keys, host.Master);
        (await list.Content.ReadAsStringAsync()).ShouldBe("""{"keys":[{"name":"chosen"},{"name":"old"}]}""");

        string renewed = await host.MakeKeyAsync(Keys + "/old");
        (await host.StatusAsync("api/Guarded", old)).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.StatusAsync("api/Guarded", renewed)).ShouldBe(HttpStatusCode.OK);
        (await host.StatusAsync("api/Guarded", "4f9a-77c1-e02b-1d3e-86ab-c5d0-9e21-f3b4")).ShouldBe(HttpStatusCode.OK);
        (await host.StatusAsync(Keys + "/old", host.Master, HttpMethod.Delete)).ShouldBe(HttpStatusCode.NoContent);
        (await host.StatusAsync(Keys + "/old", host.Master, HttpMethod.Delete)).ShouldBe(HttpStatusCode.NotFound);
        (await host.StatusAsync("api/Guarded", renewed)).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.StatusAsync("admin/functions/nothing/keys", host.Master)).ShouldBe(HttpStatusCode.NotFound);
        (await host.StatusAsync("admin/host/keys/_hidden", host.Master, HttpMethod.Post)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_master_key_is_made_once_for_its_owner_alone_and_can_be_renewed()
    {
        string database = await postgres.CreateDatabaseAsync();
        await using GuardedHost host = await GuardedHost.StartAsync(database);
        string first = host.Master;
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(host.MasterFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using (GuardedHost second = await GuardedHost.StartAsync(database))
        {
            File.Exists(second.MasterFile).ShouldBeFalse();
            (await second.StatusAsync("api/ForAdmins", first)).ShouldBe(HttpStatusCode.OK);
        }

        string renewed = await host.MakeKeyAsync("admin/host/keys/_master");
        host.Master.ShouldBe(renewed);
        (await host.StatusAsync("api/ForAdmins", first)).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.StatusAsync("api/ForAdmins", renewed)).ShouldBe(HttpStatusCode.OK);
        (await host.StatusAsync("admin/host/keys/_master", renewed, HttpMethod.Delete)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_master_key_of_the_settings_is_the_only_one()
    {
        const string Mine = "kv9sQ2xRb7TzLw4NfYp8HcJm3DgEa6Ku";
        await using GuardedHost host = await GuardedHost.StartAsync(await postgres.CreateDatabaseAsync(), ("LocalHost:Keys:Master", Mine));
        File.Exists(host.MasterFile).ShouldBeFalse();
        (await host.StatusAsync("api/ForAdmins", Mine)).ShouldBe(HttpStatusCode.OK);
        (await host.StatusAsync("admin/host/keys/_master", Mine, HttpMethod.Post)).ShouldBe(HttpStatusCode.Conflict);
        HostException refused = await Should.ThrowAsync<HostException>(() => GuardedHost.StartAsync(postgres.ConnectionString, ("LocalHost:Keys:Master", "password")));
        refused.Reason.ShouldBe("LocalHost:Keys:Master must have 32 to 256 printable ASCII characters without blanks.");
    }

    [Fact]
    public async Task No_key_is_stored_or_logged_in_plain_text()
    {
        string database = await postgres.CreateDatabaseAsync();
        await using GuardedHost host = await GuardedHost.StartAsync(database);
        string key = await host.MakeKeyAsync("admin/functions/Guarded/keys/first");
        await host.StatusAsync("api/Guarded?code=" + key);
        await host.StatusAsync("api/Guarded?code=nearly-" + key);
        await host.StatusAsync("api/Guarded", host.Master);

        host.Log.Lines.ShouldNotBeEmpty();
        host.Log.Lines.ShouldNotContain(line => line.Contains(key, StringComparison.Ordinal) || line.Contains(host.Master, StringComparison.Ordinal));
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand command = source.CreateCommand("select string_agg(k::text || encode(hash, 'escape'), ' ') from durable.keys k");
        string stored = (string)(await command.ExecuteScalarAsync())!;
        stored.ShouldContain("first");
        stored.ShouldNotContain(key);
        stored.ShouldNotContain(host.Master);
    }

    [Fact]
    public async Task A_link_opens_its_instance_only_and_only_for_its_time()
    {
        await using GuardedHost host = await GuardedHost.StartAsync(await postgres.CreateDatabaseAsync());
        JsonElement links = await BeginAsync(host);
        JsonElement others = await BeginAsync(host);
        string status = links.GetProperty("statusQueryGetUri").GetString()!;
        string code = new Uri(status).Query;
        (await host.StatusAsync(status)).ShouldBe(HttpStatusCode.Accepted);
        (await host.StatusAsync(Management + "/" + others.GetProperty("id").GetString() + code)).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.StatusAsync(Management + code)).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.StatusAsync("runtime/webhooks/durabletask/orchestrators/WaitForWord/" + links.GetProperty("id").GetString() + code, method: HttpMethod.Post))
            .ShouldBe(HttpStatusCode.Unauthorized);

        string raise = links.GetProperty("sendEventPostUri").GetString()!.Replace("{eventName}", "Word", StringComparison.Ordinal);
        using HttpResponseMessage raised = await host.SendAsync(HttpMethod.Post, raise, body: "hello");
        raised.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Until.ReachedAsync(() => host.StatusAsync(status), seen => seen == HttpStatusCode.OK);

        host.Time.Advance(TimeSpan.FromHours(169));
        (await host.StatusAsync(status)).ShouldBe(HttpStatusCode.Unauthorized);
        JsonElement fresh = await BeginAsync(host);
        await host.MakeKeyAsync("admin/host/keys/_master");
        (await host.StatusAsync(fresh.GetProperty("statusQueryGetUri").GetString()!)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_management_API_hands_out_links_that_open()
    {
        await using GuardedHost host = await GuardedHost.StartAsync(await postgres.CreateDatabaseAsync());
        using HttpResponseMessage started = await host.SendAsync(HttpMethod.Post, "runtime/webhooks/durabletask/orchestrators/WaitForWord", host.Master);
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await host.StatusAsync(started.Headers.Location!.ToString())).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Another_process_soon_sees_a_change()
    {
        string database = await postgres.CreateDatabaseAsync();
        await using GuardedHost first = await GuardedHost.StartAsync(database);
        await using GuardedHost second = await GuardedHost.StartAsync(database);
        string key = await first.MakeKeyAsync("admin/host/keys/default");
        await Until.ReachedAsync(() => second.StatusAsync("api/Guarded", key), seen => seen == HttpStatusCode.OK);
        await first.StatusAsync("admin/host/keys/default", first.Master, HttpMethod.Delete);

        // Asked too often with a key that no longer holds, a host may also tell the caller to wait.
        await Until.ReachedAsync(() => second.StatusAsync("api/Guarded", key), seen => seen is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Too_many_refused_requests_are_told_to_wait_while_a_valid_key_still_opens()
    {
        await using GuardedHost host = await GuardedHost.StartAsync(await postgres.CreateDatabaseAsync(), ("LocalHost:Keys:MaxFailuresPerMinute", "3"));
        for (int i = 0; i < 3; i++)
            (await host.StatusAsync("api/Guarded", "wrong")).ShouldBe(HttpStatusCode.Unauthorized);
        using HttpResponseMessage told = await host.SendAsync(HttpMethod.Get, "api/Guarded", "wrong");
        told.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        told.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        (await told.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("too_many_failures");
        (await host.StatusAsync("api/Guarded", host.Master)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Beyond_loopback_keys_are_required_without_being_asked_for()
    {
        (string, string?)[] remote = [("LocalHost:Host", "0.0.0.0"), ("LocalHost:AllowRemote", "true"), ("LocalHost:Keys:Required", null)];
        await using GuardedHost host = await GuardedHost.StartAsync(await postgres.CreateDatabaseAsync(), remote);
        (await host.StatusAsync("api/Guarded")).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.StatusAsync("api/Guarded", host.Master)).ShouldBe(HttpStatusCode.OK);
        remote[^1].Item2 = "false";
        HostException refused = await Should.ThrowAsync<HostException>(() => GuardedHost.StartAsync(postgres.ConnectionString, remote));
        refused.Reason.ShouldStartWith("LocalHost:Keys:Required is false, but other machines can reach the host");
    }

    [Fact]
    public async Task On_loopback_no_key_is_asked_for_and_none_can_be_made()
    {
        await using GuardedHost host = await GuardedHost.StartAsync(await postgres.CreateDatabaseAsync(), ("LocalHost:Keys:Required", null));
        (await host.StatusAsync("api/ForAdmins")).ShouldBe(HttpStatusCode.OK);
        (await host.StatusAsync("admin/host/keys/_master", method: HttpMethod.Post)).ShouldBe(HttpStatusCode.NotFound);
        JsonElement links = await BeginAsync(host);
        links.GetProperty("statusQueryGetUri").GetString()!.ShouldNotContain("code=");
    }

    private static async Task<JsonElement> BeginAsync(GuardedHost host)
    {
        using HttpResponseMessage response = await host.SendAsync(HttpMethod.Post, "api/Begin");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
