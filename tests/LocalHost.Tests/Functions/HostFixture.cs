using LocalHost.Functions.Hosting;
using LocalHost.Tests.Functions.Apps;
using TestSupport;

namespace LocalHost.Tests.Functions;

/// <summary>One host with the sample functions, shared by the tests of a class.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();

    public InProcessHost Host { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        Host = await InProcessHost.StartAsync(new InProcessHostOptions
        {
            Types = [typeof(SampleHttpFunctions), typeof(SampleDurableFunctions)],
            ConnectionString = _postgres.ConnectionString,
            Settings = new Dictionary<string, string?> { ["LocalHost:MaxRequestBodyBytes"] = "100000" },
            Configure = SampleHttpFunctions.AddTo,
        });
        Client = Host.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Host is not null)
            await Host.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
