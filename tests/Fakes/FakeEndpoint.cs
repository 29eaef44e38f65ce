using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fakes;

/// <summary>An HTTP endpoint that keeps what it was sent and answers as a test tells it: one scripted answer after the other, then the last one for ever.</summary>
public sealed class FakeEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<FakeAnswer> _script = new();
    private FakeAnswer _last = new(200);

    private FakeEndpoint(WebApplication app) => _app = app;

    /// <summary>What came, oldest first.</summary>
    public ConcurrentQueue<ReceivedRequest> Received { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<FakeEndpoint> StartAsync(params IReadOnlyList<FakeAnswer> answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var endpoint = new FakeEndpoint(builder.Build());
        endpoint.Then(answers);
        endpoint._app.Run(endpoint.AnswerAsync);
        await endpoint._app.StartAsync();
        return endpoint;
    }

    /// <summary>What to answer next.</summary>
    public void Then(params IReadOnlyList<FakeAnswer> answers)
    {
        foreach (var answer in answers)
            _script.Enqueue(answer);
    }

    /// <summary>Waits, for at most a minute, until so many requests have come.</summary>
    public async Task<IReadOnlyList<ReceivedRequest>> WaitForAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (Received.Count < count)
            await Task.Delay(20, limit.Token);
        return [.. Received];
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        if (_script.TryDequeue(out var next))
            _last = next;
        var answer = _last;
        Received.Enqueue(new ReceivedRequest(context.Request.Method, context.Request.Path.Value ?? "", headers, body.ToArray()));
        if (answer.Wait is { } wait)
            await wait.WaitAsync(context.RequestAborted);
        if (answer.Reset)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is not null)
            context.Response.Headers.RetryAfter = answer.RetryAfter;
        if (answer.Location is not null)
            context.Response.Headers.Location = answer.Location;
        context.Response.Headers.ContentLength = System.Text.Encoding.UTF8.GetByteCount(answer.Body);
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}
