using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Architecture.Tests.Effects;

/// <summary>Methods of every shape, on which the search for sending methods is tried.</summary>
internal static class Senders
{
    internal sealed class WithClaim(HttpClient client)
    {
        public async Task SendAsync(EffectClaim claim, CancellationToken cancellationToken)
        {
            using var answer = await client.PostAsync(new Uri($"https://example.org/{claim.Key}"), null, cancellationToken);
        }

        public Task SendInClosureAsync(EffectClaim claim, CancellationToken cancellationToken) =>
            Task.Run(async () => await client.DeleteAsync(new Uri($"https://example.org/{claim.Key}"), cancellationToken), cancellationToken);
    }

    internal sealed class WithoutClaim(HttpClient client)
    {
        public async Task SendAsync(CancellationToken cancellationToken)
        {
            using var answer = await client.PostAsync(new Uri("https://example.org"), null, cancellationToken);
        }

        public Task SendInClosureAsync(CancellationToken cancellationToken) =>
            Task.Run(async () => await client.DeleteAsync(new Uri("https://example.org"), cancellationToken), cancellationToken);
    }

    internal sealed class Reading(HttpClient client)
    {
        public async Task<string> ReadAsync(CancellationToken cancellationToken) => await client.GetStringAsync(new Uri("https://example.org"), cancellationToken);

        [ChangesNothing("A search.")]
        public async Task<int> SearchAsync(CancellationToken cancellationToken)
        {
            using var answer = await client.PostAsync(new Uri("https://example.org"), null, cancellationToken);
            return (int)answer.StatusCode;
        }
    }
}
