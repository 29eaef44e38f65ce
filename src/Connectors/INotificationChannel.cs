using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Connectors;

/// <summary>An outside system that tells people. Every connector that carries notifications offers this and nothing else.</summary>
public interface INotificationChannel
{
    /// <summary>The type of channel rules it serves, such as <c>slack</c>.</summary>
    string Type { get; }

    /// <summary>Sends one notification to one target, once. It does not retry and does not throw for what the other end or the network does.</summary>
    /// <param name="claim">The right to this effect.</param>
    /// <param name="notification">What to send, to whom.</param>
    /// <param name="cancellationToken">Stops the work; whether it was sent is unknown then.</param>
    Task<SendResult> SendAsync(EffectClaim claim, OutgoingNotification notification, CancellationToken cancellationToken);
}
