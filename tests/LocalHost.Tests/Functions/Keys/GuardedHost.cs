using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LocalHost.Functions.Hosting;
using LocalHost.Tests.Engine;
using LocalHost.Tests.Functions.Apps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalHost.Tests.Functions.Keys;

/// <summary>A host that asks for keys, with a data folder and a clock of its own.</summary>
public sealed class GuardedHost : IAsyncDisposable
{
    private GuardedHost(InProcessHost host, string home, ListLoggerProvider log, ManualTime time)
    {
        (Host, Home, Log, Time) = (host, home, log, time);
        Client = new HttpClient { BaseAddress = new UriBuilder(host.BaseAddress) { Host = "127.0.0.1" }.Uri };
    }

    public InProcessHost Host { get; }

    public string Home { get; }

    public ListLoggerProvider Log { get; }

    public ManualTime Time { get; }

    public HttpClient Client { get; }

    public string MasterFile => Path.Combine(Home, "master.key");

    public string Master => File.ReadAllText(MasterFile).Trim();

    public static async Task<GuardedHost> StartAsync(string connectionString, params (string Name, string? Value)[] settings)
    {
        string home = Path.Combine(Path.GetTempPath(), "keys " + Guid.NewGuid().ToString("N"));
        ListLoggerProvider log = new();
        ManualTime time = new(TimeProvider.System.GetUtcNow());
        Dictionary<string, string?> all = new() { ["LocalHost:Keys:Required"] = "true", ["LocalHost:Home"] = home, ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace" };
        foreach ((string name, string? value) in settings)
            all[name] = value;
        InProcessHost host = await InProcessHost.StartAsync(new InProcessHostOptions
        {
            Types = [typeof(GuardedFunctions)],
            ConnectionString = connectionString,
            Settings = all,
            Configure = builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
            },
        });
        return new GuardedHost(host, home, log, time);
    }

    public async Task<HttpStatusCode> StatusAsync(string path, string? key = null, HttpMethod? method = null)
    {
        using HttpResponseMessage response = await SendAsync(method ?? HttpMethod.Get, path, key);
        return response.StatusCode;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key = null, object? body = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await Client.SendAsync(request);
    }

    public async Task<string> MakeKeyAsync(string path)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, path, Master);
        response.IsSuccessStatusCode.ShouldBeTrue();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("value").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        if (Directory.Exists(Home))
            Directory.Delete(Home, recursive: true);
    }
}
