using LocalHost.SampleApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<TimingMiddleware>();
builder.Services.AddSingleton<Clock>();
builder.Configuration["HeartbeatSchedule"] ??= "0 */5 * * * *";
builder.Build().Run();
