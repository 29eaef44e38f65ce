using System.Diagnostics;
using System.Globalization;
using LocalHost.Engine;
using LocalHost.FaultWorker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

// A worker process to be ill-treated. Argument: WorkerSettings. The line "clock N" on its standard input sets its
// clock N seconds off; it stops in good order when its standard input closes.
var settings = WorkerSettings.Read(args[0]);
var lease = TimeSpan.FromSeconds(settings.LeaseSeconds);
var time = new JumpingTime();
using var self = Process.GetCurrentProcess();
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
builder.Logging.AddSimpleConsole(options => options.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton<TimeProvider>(time);
builder.Services.AddSingleton(NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.ConnectionString)
{
    ApplicationName = FaultInjector.ApplicationName,
}.ConnectionString));
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton<ITaskCatalog, Catalog>();
var injector = new FaultInjector(settings, self);
if (settings.Faults.Count > 0)
{
    builder.Services.AddSingleton<IFaultInjector>(injector);
}

builder.Services.AddDurableTaskEngine(options =>
{
    options.HubName = settings.Hub;
    options.MaxDequeueCount = settings.Attempts;
    options.MaxConcurrentActivityFunctions = settings.Activities;
    options.ActivityPrefetch = 0;
    options.LeaseDuration = lease;
    options.HeartbeatInterval = lease / 5;
    options.MaxQueuePollingInterval = TimeSpan.FromMilliseconds(100);
    options.ExtendedSessionIdleTimeout = TimeSpan.FromMilliseconds(50);
    options.DrainTimeout = TimeSpan.FromSeconds(2);
});
using var host = builder.Build();
await host.StartAsync();
injector.HasStarted = true;
await Console.Out.WriteLineAsync("ready");
while (await Console.In.ReadLineAsync() is { } line)
{
    if (line.Split(' ') is ["clock", var seconds])
    {
        time.Set(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        await Console.Out.WriteLineAsync(line);
    }
}

await host.StopAsync();
