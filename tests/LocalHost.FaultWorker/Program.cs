using System.Globalization;
using LocalHost.Engine;
using LocalHost.FaultWorker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

// A worker process to be killed. Arguments: connection string, task hub, attempts after which work is given up. It ends by itself when its standard input closes.
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton(NpgsqlDataSource.Create(args[0]));
builder.Services.AddSingleton<ITaskCatalog, Journey>();
builder.Services.AddDurableTaskEngine(options =>
{
    options.HubName = args[1];
    options.MaxDequeueCount = int.Parse(args[2], CultureInfo.InvariantCulture);
    options.LeaseDuration = TimeSpan.FromSeconds(2);
    options.HeartbeatInterval = TimeSpan.FromMilliseconds(300);
    options.MaxQueuePollingInterval = TimeSpan.FromMilliseconds(200);
});
using var host = builder.Build();
await host.StartAsync();
await Console.Out.WriteLineAsync("ready");
await Console.In.ReadToEndAsync();
await host.StopAsync();
