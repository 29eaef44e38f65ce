using System.Threading.RateLimiting;
using LocalHost.Functions.Hosting;

namespace LocalHost.Functions.Http;

/// <summary>Lets so many requests run, so many wait, and turns the rest away. Only HTTP functions count: who manages the host gets through.</summary>
internal sealed class RequestGate(HostFile file) : IAsyncDisposable
{
    private readonly ConcurrencyLimiter? _limiter = Make(file.Http);

    /// <summary>A place, given back by disposing it; one that is not acquired when there is none.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken) =>
        _limiter?.AcquireAsync(cancellationToken: cancellationToken) ?? ValueTask.FromResult<RateLimitLease>(OpenLease.Instance);

    public ValueTask DisposeAsync() => _limiter?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static ConcurrencyLimiter? Make(HttpSection limits)
    {
        if ((limits.MaxConcurrentRequests ?? limits.MaxOutstandingRequests) is not { } running)
            return null;
        running = Math.Min(running, limits.MaxOutstandingRequests ?? running);
        return new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = running,
            QueueLimit = (limits.MaxOutstandingRequests ?? int.MaxValue) - running,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    private sealed class OpenLease : RateLimitLease
    {
        public static readonly OpenLease Instance = new();

        public override bool IsAcquired => true;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
