using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using TestSupport;

namespace Storage.Tests.DataPlane.Objects;

/// <summary>Azurite's blob service on a free port, from the checkout's node_modules, in memory; ends with the test process.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const string Account = "devstoreaccount1";

    // The key that Azurite documents for its only account; it opens nothing else.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private Process? _process;
    private string? _connectionString;
    private string _missing = "Azurite was not started.";

    /// <summary>Connects to it. Skips the test when it is not installed.</summary>
    public string ConnectionString
    {
        get
        {
            Assert.SkipWhen(_connectionString is null, _missing);
            return _connectionString!;
        }
    }

    /// <summary>Makes a container of its own for a test.</summary>
    public BlobContainerClient CreateContainer()
    {
        var container = new BlobContainerClient(ConnectionString, $"c{Guid.NewGuid():N}");
        container.Create(cancellationToken: TestContext.Current.CancellationToken);
        return container;
    }

    public async ValueTask InitializeAsync()
    {
        if (Script() is not { } script)
        {
            _missing = "Azurite is not installed; npm ci in the checkout brings it.";
            return;
        }

        var port = FreePort.Next();
        try
        {
            _process = Process.Start(new ProcessStartInfo("node", [script, "--inMemoryPersistence", "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--blobHost", "127.0.0.1", "--blobPort", $"{port}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            _missing = "node is not installed, which runs Azurite.";
            return;
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        _connectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{port}/{Account};";
        await WaitUntilReadyAsync(port);
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private static string? Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "node_modules", "azurite", "dist", "src", "blob", "main.js");
            if (File.Exists(script))
                return script;
        }

        return null;
    }

    private async Task WaitUntilReadyAsync(int port)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (deadline.Elapsed < TimeSpan.FromSeconds(60) && _process is { HasExited: false })
            {
                await Task.Delay(100);
            }
        }
    }

    private void Stop()
    {
        if (_process is { HasExited: false })
            _process.Kill(entireProcessTree: true);
    }
}
