using System.Net.Http.Headers;
using System.Text;
using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Connectors.Outbound;

/// <summary>Posts to addresses that configuration names: no redirects, no proxy, no cookies, no private addresses unless they are allowed.</summary>
public sealed class OutboundHttp : IDisposable
{
    private const int MaximumBodyBytes = 8 << 10;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);
    private readonly OutboundOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    /// <summary>Makes the client.</summary>
    public OutboundHttp(OutboundOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        var dialer = new OutboundDialer(options);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16,
            SslOptions = OutboundTrust.For(options),
            ConnectCallback = async (context, cancellationToken) => await dialer.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("DataHound", "1.0"));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Posts JSON.</summary>
    /// <param name="claim">The right to the effect.</param>
    /// <param name="address">Where to; null is an address that could not be read.</param>
    /// <param name="body">The body's bytes, sent as they are.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The answer, or why there is none.</returns>
    internal async Task<(HttpReply? Reply, SendResult? Failure)> PostAsync(
        EffectClaim claim, Uri? address, byte[] body, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (address is null || !address.IsAbsoluteUri || address.Scheme is not ("https" or "http"))
            return (null, SendResult.Not(SendOutcome.Refused, "address_invalid"));
        if (address.Scheme is not "https" && !_options.AllowHttp)
            return (null, SendResult.Not(SendOutcome.Refused, "https_required"));
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.HttpTimeout);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return (new HttpReply((int)response.StatusCode, await BodyAsync(response, limit.Token), RetryAfter(response)), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, SendResult.Not(SendOutcome.Unknown, "timeout"));
        }
        catch (HttpRequestException exception)
        {
            return (null, Failure(exception));
        }
    }

    private static SendResult Failure(HttpRequestException exception)
    {
        if (exception.InnerException is AddressForbiddenException)
            return SendResult.Not(SendOutcome.Refused, "address_forbidden");
        return exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => SendResult.Not(SendOutcome.Failed, "host_not_found"),
            HttpRequestError.ConnectionError => SendResult.Not(SendOutcome.Failed, "connect_failed"),
            HttpRequestError.SecureConnectionError => SendResult.Not(SendOutcome.Failed, "tls_failed"),
            _ => SendResult.Not(SendOutcome.Unknown, "connection_lost"),
        };
    }

    /// <summary>An answer whose body breaks off is an answer all the same: the status has come.</summary>
    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaximumBodyBytes];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            return "";
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return asked is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestRetryAfter.Ticks)) : null;
    }
}
