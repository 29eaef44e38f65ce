using System.Net.Sockets;
using System.Security.Authentication;
using DataHound.Connectors.Outbound;
using DataHound.Domain.Notifications;
using DataHound.Storage.ConfigPlane.Secrets;
using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Connectors.Email;

/// <summary>Sends an e-mail over SMTP. Every attempt has the same Message-ID, by which most mailboxes recognise a message that comes twice.</summary>
public sealed class EmailChannel(OutboundOptions options, ISecretReader secrets, TimeProvider time) : INotificationChannel
{
    private readonly OutboundDialer _dialer = new(options);

    /// <inheritdoc/>
    public string Type => EmailChannelRules.Name;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(EffectClaim claim, OutgoingNotification notification, CancellationToken cancellationToken)
    {
        var rules = (EmailChannelRules)notification.Rules;
        string? password = null;
        if (rules.Password is not null && (password = await secrets.FindAsync(rules.Password.Secret, cancellationToken)) is null)
            return SendResult.Not(SendOutcome.Skipped, "secret_missing");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.SmtpTimeout);
        var progress = new Progress();
        try
        {
            return await SendAsync(claim, notification, rules, password, progress, limit.Token);
        }
        catch (SmtpRefusedException refused)
        {
            return refused.Result;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is OperationCanceledException or IOException or SocketException or AuthenticationException)
        {
            var code = exception switch
            {
                AddressForbiddenException => "address_forbidden",
                OperationCanceledException => "timeout",
                SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => "host_not_found",
                SocketException => "connect_failed",
                AuthenticationException => "tls_failed",
                _ => "connection_lost",
            };
            return SendResult.Not(progress.Handed ? SendOutcome.Unknown : exception is AddressForbiddenException ? SendOutcome.Refused : SendOutcome.Failed, code);
        }
    }

    private async Task<SendResult> SendAsync(
        EffectClaim claim, OutgoingNotification notification, EmailChannelRules rules, string? password, Progress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        await using var session = new SmtpSession(await _dialer.ConnectAsync(rules.Host, rules.Port, cancellationToken));
        var domain = rules.From[(rules.From.LastIndexOf('@') + 1)..];
        if (rules.Security is EmailChannelRules.Tls)
            await session.EncryptAsync(OutboundTrust.For(options, rules.Host), cancellationToken);
        await session.ReplyAsync(2, cancellationToken);
        var offers = (await session.CommandAsync($"EHLO {domain}", 2, cancellationToken)).Lines;
        if (rules.Security is EmailChannelRules.StartTls)
        {
            if (!offers.Any(offer => string.Equals(offer.Trim(), "STARTTLS", StringComparison.OrdinalIgnoreCase)))
                return SendResult.Not(SendOutcome.Refused, "starttls_not_offered");
            await session.CommandAsync("STARTTLS", 2, cancellationToken);
            await session.EncryptAsync(OutboundTrust.For(options, rules.Host), cancellationToken);
            offers = (await session.CommandAsync($"EHLO {domain}", 2, cancellationToken)).Lines;
        }

        if (rules.User is not null && password is not null)
        {
            if (!session.Encrypted)
                return SendResult.Not(SendOutcome.Refused, "encryption_required");
            if (!await SmtpSignIn.RunAsync(session, offers, rules.User, password, cancellationToken))
                return SendResult.Not(SendOutcome.Refused, "auth_not_offered");
        }

        var messageId = $"<{notification.Id:N}@{domain}>";
        await session.CommandAsync($"MAIL FROM:<{rules.From}>", 2, cancellationToken);
        await session.CommandAsync($"RCPT TO:<{notification.Target}>", 2, cancellationToken);
        await session.CommandAsync("DATA", 3, cancellationToken);
        await session.WriteAsync(MailText.Of(notification, rules.From, messageId, time.GetUtcNow()), cancellationToken);
        progress.Handed = true;
        await session.WriteAsync(".\r\n", cancellationToken);
        await session.ReplyAsync(2, cancellationToken);
        await QuitAsync(session, cancellationToken);
        return SendResult.Sent(messageId);
    }

    /// <summary>The message is taken; how the farewell goes changes nothing.</summary>
    private static async Task QuitAsync(SmtpSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.CommandAsync("QUIT", 2, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // As said.
        }
    }

    /// <summary>How far an attempt came.</summary>
    private sealed class Progress
    {
        /// <summary>Whether the server may have the whole message.</summary>
        public bool Handed { get; set; }
    }
}
