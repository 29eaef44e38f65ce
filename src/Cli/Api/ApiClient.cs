using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace DataHound.Cli.Api;

/// <summary>
/// The HTTP API as ./run uses it. Every call may be sent twice: files are recognised by their bytes, runs by their idempotency key.
/// So a lost connection, 408, 429 or 5xx is retried; any other refusal becomes an <see cref="ExplainedException"/>.
/// </summary>
internal sealed class ApiClient(HttpClient http, TimeProvider clock, Action<string> trace)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private const int Attempts = 6;
    private const int PageSize = 100;

    /// <summary>Whether the app is ready; otherwise what it still waits for, or null while nobody answers.</summary>
    public async Task<(bool Ready, string? Waiting)> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10), clock);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            using var response = await http.GetAsync("api/health", linked.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode) return (true, null);
            return (false, HealthReport.Waiting(await response.Content.ReadAsStringAsync(linked.Token).ConfigureAwait(false)));
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (false, null);
        }
    }

    public async Task PutConfigAsync(string company, string kind, string json, string file, CancellationToken cancellationToken)
    {
        var path = $"api/v1/companies/{Escape(company)}/config/{Escape(kind)}";
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, cancellationToken)
            .ConfigureAwait(false);
        await EnsureAsync(response, $"{file} was not accepted", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a file as a stream. True when the app did not have these bytes yet.</summary>
    public async Task<bool> PutFileAsync(string company, string delivery, string file, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(file);
        var path = $"api/v1/companies/{Escape(company)}/files/{Escape(name)}?delivery={Escape(delivery)}";
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Put, path) { Content = FileContent(file) }, cancellationToken).ConfigureAwait(false);
        await EnsureAsync(response, $"The file {delivery}/{name} was not accepted", cancellationToken).ConfigureAwait(false);
        return response.StatusCode is HttpStatusCode.Created;
    }

    public async Task<StartOutcome> StartRunAsync(string pipeline, string company, DateTimeOffset asOf, string idempotencyKey, CancellationToken cancellationToken)
    {
        var body = new { companies = new[] { company }, asOf = asOf.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) };
        using var response = await SendAsync(Request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.Conflict)
        {
            var problem = await Problem.ReadAsync(response, cancellationToken).ConfigureAwait(false);
            return new StartOutcome { RunId = problem.ActiveRunId ?? throw problem.Explain("The run was not started"), IsOther = true };
        }

        await EnsureAsync(response, "The run was not started", cancellationToken).ConfigureAwait(false);
        var run = await ReadAsync<RunView>(response, cancellationToken).ConfigureAwait(false);
        return new StartOutcome { RunId = run.RunId, IsOther = false };

        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/pipelines/{Escape(pipeline)}/runs") { Content = JsonContent.Create(body, options: Json) };
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            return request;
        }
    }

    public async Task<RunView> GetRunAsync(string runId, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, $"api/v1/runs/{Escape(runId)}"), cancellationToken).ConfigureAwait(false);
        await EnsureAsync(response, $"The run {runId} cannot be read", cancellationToken).ConfigureAwait(false);
        return await ReadAsync<RunView>(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Every run of the company and pipeline, whatever its state.</summary>
    public async Task<IReadOnlyList<RunListItem>> ListRunsAsync(string company, string pipeline, CancellationToken cancellationToken)
    {
        var runs = new List<RunListItem>();
        string? cursor = null;
        do
        {
            var path = $"api/v1/runs?company={Escape(company)}&pipeline={Escape(pipeline)}&limit={PageSize}{(cursor is null ? string.Empty : $"&cursor={Escape(cursor)}")}";
            using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken).ConfigureAwait(false);
            await EnsureAsync(response, "The earlier runs cannot be listed", cancellationToken).ConfigureAwait(false);
            var page = await ReadAsync<Page<RunListItem>>(response, cancellationToken).ConfigureAwait(false);
            runs.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return runs;
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = create();
            trace($"{request.Method} /{request.RequestUri}");
            try
            {
                var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                trace($"{request.Method} /{request.RequestUri} -> {(int)response.StatusCode}");
                if (!IsTransient(response.StatusCode) || attempt is Attempts) return response;
                var wait = response.Headers.RetryAfter?.Delta ?? Backoff(attempt);
                response.Dispose();
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException error) when (attempt < Attempts && FileProblem(error) is null)
            {
                await Task.Delay(Backoff(attempt), clock, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException error)
            {
                throw FileProblem(error) ?? new ExplainedException("app_not_reachable", $"The app does not answer any more ({request.Method} /{request.RequestUri}).", "Run the same command again: it goes on where it stopped.");
            }
        }
    }

    private static StreamContent FileContent(string file)
    {
        try
        {
            var content = new StreamContent(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 128 * 1024, useAsync: true));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            return content;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExplainedException("file_unreadable", $"{file} cannot be read: {error.Message}", "Give your user the right to read it, then run the same command again.");
        }
    }

    /// <summary>A file that grew or shrank while it was sent is no matter of the network.</summary>
    private static ExplainedException? FileProblem(HttpRequestException error) =>
        error.InnerException is InvalidOperationException or EndOfStreamException
            ? new ExplainedException("file_changed", "A file changed while it was sent.", "Wait until it is complete, then run the same command again.")
            : null;

    private static async Task EnsureAsync(HttpResponseMessage response, string doing, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode) return;
        throw (await Problem.ReadAsync(response, cancellationToken).ConfigureAwait(false)).Explain(doing);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken).ConfigureAwait(false) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw new ExplainedException("answer_not_understood", "The app answered in a shape that ./run does not know.", "Stop every DataHound, then run the same command again: app and ./run must be of one build.");
        }
    }

    private static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds(100 << attempt);

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
