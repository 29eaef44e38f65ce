using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using DataHound.Bench.Orchestrations;
using DataHound.Bench.Processes;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.Engine;

/// <summary>A worker process of the bench's functions app, and what can be asked of it.</summary>
internal sealed class EngineApp(ServedApp app) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public ServedApp Served { get; } = app;

    /// <summary>Starts a worker. Those of one home share its Postgres and its work.</summary>
    public static async Task<EngineApp> StartAsync(ScenarioContext context, string home, CancellationToken cancellationToken)
    {
        var start = DotnetProgram.Start(DotnetProgram.Self, "serve");
        start.WorkingDirectory = context.Root;
        return new EngineApp(await ServedApp.StartAsync(start, FreePort.Next(), home, "api/health", cancellationToken));
    }

    public async Task StartOrchestrationAsync(int activities, bool inSequence, CancellationToken cancellationToken, int delay = 0, bool waits = false, string? id = null)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"api/start?activities={activities}&sequence={(inSequence ? "true" : "false")}&sentAt={Stopwatch.GetTimestamp()}&delay={delay}&waits={(waits ? "true" : "false")}{(id is null ? "" : $"&id={id}")}");
        await PostAsync(path, cancellationToken);
    }

    /// <summary>Waits until every orchestration has ended well.</summary>
    public async Task AllFinishedAsync(CancellationToken cancellationToken)
    {
        while (await Served.Http.GetFromJsonAsync<bool>("api/unfinished", cancellationToken))
            await Task.Delay(10, cancellationToken);
    }

    public Task<int> RanAsync(CancellationToken cancellationToken) => Served.Http.GetFromJsonAsync<int>("api/ran", cancellationToken);

    public Task<long> SyncsAsync(CancellationToken cancellationToken) => Served.Http.GetFromJsonAsync<long>("api/syncs", cancellationToken);

    public async Task<double> RateAsync(string of, CancellationToken cancellationToken) => await (await PostAsync($"api/{of}", cancellationToken)).ReadFromJsonAsync<double>(cancellationToken);

    /// <summary>Takes what was measured since the last time.</summary>
    public async Task<Latencies> TakeAsync(CancellationToken cancellationToken) =>
        (await (await PostAsync("api/measured", cancellationToken)).ReadFromJsonAsync<Latencies>(Web, cancellationToken))!;

    public async Task<HttpContent> PostAsync(string path, CancellationToken cancellationToken, HttpContent? body = null)
    {
        var answer = await Served.Http.PostAsync(path, body, cancellationToken);
        return answer.IsSuccessStatusCode
            ? answer.Content
            : throw new BenchException($"{path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    /// <summary>How many activities of a queue filled by hand run in a second, between the first ones and a number.</summary>
    public async Task<double> DrainRateAsync(int warmUp, int count, CancellationToken cancellationToken)
    {
        int begun;
        while ((begun = await RanAsync(cancellationToken)) < warmUp)
            await Task.Delay(5, cancellationToken);
        var since = Stopwatch.GetTimestamp();
        int ended;
        while ((ended = await RanAsync(cancellationToken)) < count)
            await Task.Delay(5, cancellationToken);
        return (ended - begun) / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    public ValueTask DisposeAsync() => Served.DisposeAsync();
}
