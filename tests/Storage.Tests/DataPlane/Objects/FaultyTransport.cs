using System.Net;

namespace Storage.Tests.DataPlane.Objects;

/// <summary>What can go wrong between the store and its service.</summary>
internal enum TransportFault
{
    None = 0,

    /// <summary>The service is busy and did nothing: 503.</summary>
    Busy = 1,

    /// <summary>The service wants to be left alone for a second and did nothing: 429 with Retry-After.</summary>
    Throttled = 2,

    /// <summary>The service did it, but its answer never came.</summary>
    AnswerLost = 3,
}

/// <summary>The way to the blob service, with faults that a test chooses for each request by its number, from 1.</summary>
internal sealed class FaultyTransport(Func<int, HttpRequestMessage, TransportFault> choose) : DelegatingHandler(new SocketsHttpHandler())
{
    private int _requests;

    /// <summary>How many requests were made.</summary>
    public int Requests => _requests;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var fault = choose(Interlocked.Increment(ref _requests), request);
        if (fault is TransportFault.Busy or TransportFault.Throttled)
            return Refuse(request, fault);
        var answer = await base.SendAsync(request, cancellationToken);
        if (fault is TransportFault.None)
            return answer;
        answer.Dispose();
        throw new HttpRequestException("The connection broke before the answer came, as the test wants.");
    }

    private static HttpResponseMessage Refuse(HttpRequestMessage request, TransportFault fault)
    {
        var refusal = new HttpResponseMessage(fault is TransportFault.Busy ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.TooManyRequests)
        {
            RequestMessage = request, Content = new ByteArrayContent([]),
        };
        refusal.Headers.Add("x-ms-error-code", "ServerBusy");
        if (fault is TransportFault.Throttled)
            refusal.Headers.Add("Retry-After", "1");
        return refusal;
    }
}
