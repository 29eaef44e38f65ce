using System.Runtime.CompilerServices;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;

namespace LocalHost.Engine.Clients;

/// <summary>A listing of instances that reads its pages as they are asked for.</summary>
internal sealed class InstancePages(Func<string?, int?, CancellationToken, Task<Page<OrchestrationMetadata>>> read) : AsyncPageable<OrchestrationMetadata>
{
    public override IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        ReadAsync(continuationToken, pageSizeHint, CancellationToken.None);

    private async IAsyncEnumerable<Page<OrchestrationMetadata>> ReadAsync(
        string? token,
        int? size,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var page = await read(token, size, cancellationToken);
            token = page.ContinuationToken;
            yield return page;
        }
        while (token is not null);
    }
}
