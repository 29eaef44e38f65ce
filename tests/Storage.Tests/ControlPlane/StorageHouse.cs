using DataHound.Storage;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Events;
using DataHound.Storage.DataPlane;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TestSupport;

namespace Storage.Tests.ControlPlane;

/// <summary>The whole of Storage as an app gets it, on a class's database, with a folder, a clock and event rows of the test.</summary>
internal sealed class StorageHouse : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _home = Path.Combine(Path.GetTempPath(), $"house-{Guid.NewGuid():N}");

    private StorageHouse(string connectionString, Action<IServiceCollection>? configure)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = connectionString,
            ["DataHound:Home"] = _home,
        }).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddDataHoundStorage(settings)
            .AddSingleton<IEventRowSource>(EventRows);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public ManualClock Clock { get; } = new();

    public StoredEventRows EventRows { get; } = new();

    public string Home => _home;

    public IObjectStore Objects => Get<IObjectStore>();

    public NpgsqlDataSource Database => Get<ControlPlaneDatabase>().Source;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static Task<StorageHouse> OpenAsync(PostgresFixture postgres) => OpenAsync(postgres.ConnectionString);

    public static async Task<StorageHouse> OpenAsync(string connectionString, Action<IServiceCollection>? configure = null)
    {
        var house = new StorageHouse(connectionString, configure);
        await house.Get<ControlPlaneMigrator>().MigrateAsync(TestContext.Current.CancellationToken);
        return house;
    }

    /// <summary>Writes an object and says what a manifest would say about it.</summary>
    public async Task<ManifestFile> WriteAsync(string path, string content, long rows)
    {
        using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
        var stored = await Objects.WriteAsync(path, bytes, TestContext.Current.CancellationToken);
        return new ManifestFile { Path = path, Sha256 = stored.Sha256!, Bytes = stored.Bytes, Rows = rows };
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (Directory.Exists(_home))
            Directory.Delete(_home, recursive: true);
    }
}
