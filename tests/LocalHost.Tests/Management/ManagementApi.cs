using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using LocalHost.Engine.Storage;
using LocalHost.Management;
using LocalHost.Tests.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Tests.Management;

/// <summary>The management routes of a running engine, on a free port.</summary>
public sealed class ManagementApi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ManagementApi(WebApplication app, string address)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri($"{address}/runtime/webhooks/durabletask/") };
    }

    public HttpClient Http { get; }

    public static async Task<ManagementApi> StartAsync(TestEngine engine)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(engine.Client);
        builder.Services.AddSingleton<ITaskCatalog>(engine.Catalog);
        builder.Services.AddSingleton(engine.Services.GetRequiredService<DeadLetters>());
        var app = builder.Build();
        app.UseRouting();
        app.MapDurableTaskManagement();
        await app.StartAsync(TestEngine.Deadline);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>().ShouldNotBeNull().Addresses;
        return new ManagementApi(app, addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
