using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using DataHound.Bench.FieldService.Generation;
using DataHound.Bench.Processes;
using DataHound.Bench.Scenarios;

namespace DataHound.Bench.FieldService;

/// <summary>Brings the delivery through the real app: its own process, home, port and Postgres, spoken to over HTTP as any client would.</summary>
internal static class PipelineRun
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<PipelineResult> MeasureAsync(ScenarioContext context, Delivery delivery, CancellationToken cancellationToken)
    {
        var home = context.NewFolder("app");
        var start = DotnetProgram.Start(Path.Combine(context.Root, "src", "Functions", "bin", "Release", "net10.0", "DataHound.Functions.dll"));
        start.WorkingDirectory = context.Root;
        start.Environment["DataHound__Home"] = Path.Combine(home, "data");
        start.Environment["DataHound__ConfigFolder"] = BenchCompany.WriteConfig(context.Root, Path.Combine(home, "config"));
        await using var app = await ServedApp.StartAsync(start, FreePort.Next(), home, "api/health", cancellationToken);
        await using var meter = new ProcessMeter(app.ProcessId, app.HostFolder);

        var since = Stopwatch.GetTimestamp();
        foreach (var file in delivery.Files)
            await SendAsync(app.Http, file, cancellationToken);
        var uploadSeconds = Stopwatch.GetElapsedTime(since).TotalSeconds;

        var usedBefore = meter.ProcessorSeconds + meter.PostgresProcessorSeconds;
        since = Stopwatch.GetTimestamp();
        var run = await FollowAsync(app, await AskAsync(app.Http, cancellationToken), cancellationToken);
        return new PipelineResult
        {
            TotalSeconds = Stopwatch.GetElapsedTime(since).TotalSeconds,
            ProcessorSeconds = meter.ProcessorSeconds + meter.PostgresProcessorSeconds - usedBefore,
            UploadSeconds = uploadSeconds,
            Stages = run.Companies is [{ Stages: { } stages }] ? stages : throw new BenchException("The run shows no stages of the company."),
            PeakMegabytes = meter.ProcessMegabytes,
            PostgresPeakMegabytes = meter.PostgresMegabytes,
        };
    }

    private static async Task SendAsync(HttpClient http, string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        using var body = new StreamContent(stream);
        var path = $"api/v1/companies/{FieldServiceNames.Company}/files/{Path.GetFileName(file)}?delivery=day1";
        using var answer = await http.PutAsync(path, body, cancellationToken);
        await EnsureAsync(answer, cancellationToken);
    }

    private static async Task<string> AskAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/pipelines/{FieldServiceNames.Pipeline}/runs")
        {
            Content = JsonContent.Create(new { companies = new[] { FieldServiceNames.Company }, asOf = Calendar.AsOf }),
        };
        request.Headers.Add("Idempotency-Key", "bench-day1");
        using var answer = await http.SendAsync(request, cancellationToken);
        await EnsureAsync(answer, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<RunView>(Json, cancellationToken))!.RunId;
    }

    private static async Task<RunView> FollowAsync(ServedApp app, string runId, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (app.HasEnded)
                throw new BenchException("The app ended in the middle of the run.");
            var run = (await app.Http.GetFromJsonAsync<RunView>($"api/v1/runs/{runId}", Json, cancellationToken))!;
            if (run.HasEnded)
                return run.Status is "success" ? run : throw new BenchException($"The run ended: {run.Status}. {run.Errors}");
            await Task.Delay(100, cancellationToken);
        }
    }

    private static async Task EnsureAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
            throw new BenchException($"The app answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
