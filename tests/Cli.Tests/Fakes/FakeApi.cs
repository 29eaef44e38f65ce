using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DataHound.Cli.Tests.Fakes;

/// <summary>A small server that speaks the part of the HTTP API that ./run uses, and can be told to misbehave.</summary>
public sealed class FakeApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _failuresLeft;

    private FakeApi(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, string> Config { get; } = new(StringComparer.Ordinal);

    public List<FakeRun> Runs { get; } = [];

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The status the next runs end in.</summary>
    public string NextFinalStatus { get; set; } = "success";

    /// <summary>Page size of the run list, to force the client to follow the cursor.</summary>
    public int PageSize { get; set; } = 2;

    public HttpClient Client { get; private set; } = null!;

    public static async Task<FakeApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var api = new FakeApi(builder.Build());
        api.Map();
        await api._app.StartAsync();
        var address = api._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        api.Client = new HttpClient { BaseAddress = new Uri(address + "/") };
        return api;
    }

    /// <summary>The next requests are answered with 503.</summary>
    public void FailNext(int count) => _failuresLeft = count;

    public FakeRun AddRun(string company, DateTimeOffset asOf, string key, string finalStatus, int looksUntilEnd)
    {
        var run = new FakeRun { RunId = $"run-{Runs.Count + 1}", Company = company, AsOf = asOf, Key = key, FinalStatus = finalStatus, LooksUntilEnd = looksUntilEnd };
        Runs.Add(run);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private void Map()
    {
        _app.Use(async (context, next) =>
        {
            Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            if (Interlocked.Decrement(ref _failuresLeft) >= 0) context.Response.StatusCode = 503;
            else await next(context);
        });
        _app.MapGet("/api/health", () => Results.Json(new { status = "ready", checks = Array.Empty<object>() }));
        _app.MapPut("/api/v1/companies/{company}/config/{kind}", PutConfigAsync);
        _app.MapPut("/api/v1/companies/{company}/files/{name}", PutFileAsync);
        _app.MapPost("/api/v1/pipelines/{pipeline}/runs", StartRunAsync);
        _app.MapGet("/api/v1/runs", (string company, string? cursor) => ListRuns(company, cursor));
        _app.MapGet("/api/v1/runs/{runId}", GetRun);
    }

    private async Task<IResult> PutConfigAsync(string company, string kind, HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        if (text.Contains("surprise", StringComparison.Ordinal)) return Problem(400, "config_unknown_field", $"{kind}.json: $.surprise is not a known field.", "Remove it.");
        Config[$"{company}/{kind}"] = text;
        return Results.Ok();
    }

    private async Task<IResult> PutFileAsync(string company, string name, string delivery, HttpRequest request)
    {
        var hash = Convert.ToHexString(await SHA256.HashDataAsync(request.Body));
        var isNew = Files.TryAdd($"{company}/{delivery}/{name}/{hash}", hash);
        return isNew ? Results.StatusCode(201) : Results.Ok();
    }

    private async Task<IResult> StartRunAsync(string pipeline, HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        var company = body.RootElement.GetProperty("companies")[0].GetString()!;
        var asOf = body.RootElement.GetProperty("asOf").GetDateTimeOffset();
        var key = request.Headers["Idempotency-Key"].ToString();
        if (Runs.Find(run => run.Key == key) is { } same) return Results.Json(new { runId = same.RunId }, statusCode: 202);
        if (Runs.Find(run => run.Company == company && run.Status is "running") is { } active)
        {
            return Results.Json(new { code = "run_active", cause = $"Run {active.RunId} is active.", nextStep = "Wait.", activeRunId = active.RunId }, statusCode: 409, contentType: "application/problem+json");
        }

        return pipeline is "field-service"
            ? Results.Json(new { runId = AddRun(company, asOf, key, NextFinalStatus, looksUntilEnd: 2).RunId }, statusCode: 202)
            : Problem(404, "pipeline_unknown", "There is no such pipeline.", "Name another.");
    }

    private IResult ListRuns(string company, string? cursor)
    {
        var start = cursor is null ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
        var all = Runs.Where(run => run.Company == company).ToList();
        var next = start + PageSize < all.Count ? (start + PageSize).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        return Results.Json(new { items = all.Skip(start).Take(PageSize).Select(run => run.Item()), nextCursor = next });
    }

    private IResult GetRun(string runId)
    {
        if (Runs.Find(one => one.RunId == runId) is not { } run) return Problem(404, "run_unknown", $"There is no run {runId}.", "List the runs.");
        run.LooksUntilEnd--;
        return Results.Json(run.View());
    }

    private static IResult Problem(int status, string code, string cause, string nextStep) =>
        Results.Json(new { title = code, status, detail = cause, code, cause, nextStep }, statusCode: status, contentType: "application/problem+json");
}
