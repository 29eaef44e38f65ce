using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Fakes;

/// <summary>A small SMTP server that keeps the dialogue and the messages. What it offers and where it balks is the test's to say.</summary>
public sealed class FakeMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _serving;

    public FakeMailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Lines that clients sent, messages left out.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    public ConcurrentQueue<string> Messages { get; } = new();

    /// <summary>Whether STARTTLS is offered, with a certificate that nobody vouches for.</summary>
    public bool OffersStartTls { get; init; }

    /// <summary>The answer to a command that begins so, in place of the usual one; <c>.</c> stands for the end of the message.</summary>
    public Dictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the connection is closed once the whole message has been taken, in place of an answer.</summary>
    public bool BreaksOffAfterMessage { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Stop();
        try
        {
            await _serving;
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }

        _stopped.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stopped.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stopped.Token);
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client hung up, or trusts nobody.
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        var reader = new StreamReader(stream, Encoding.ASCII);
        await SayAsync(stream, "220 fake ready");
        while (await reader.ReadLineAsync(_stopped.Token) is { } line)
        {
            Commands.Enqueue(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (Answers.TryGetValue(verb, out var told))
            {
                await SayAsync(stream, told);
                continue;
            }

            switch (verb)
            {
                case "EHLO":
                    await SayAsync(stream, OffersStartTls ? "250-fake\r\n250-STARTTLS\r\n250 AUTH PLAIN" : "250-fake\r\n250 8BITMIME");
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 go ahead");
                    using (var certificate = SelfSigned())
                    {
                        var encrypted = new SslStream(stream);
                        await encrypted.AuthenticateAsServerAsync(certificate);
                        stream = encrypted;
                        reader = new StreamReader(stream, Encoding.ASCII);
                    }

                    break;
                case "DATA":
                    await SayAsync(stream, "354 go on");
                    if (!await TakeMessageAsync(stream, reader))
                        return;
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    await SayAsync(stream, "250 ok");
                    break;
            }
        }
    }

    private async Task<bool> TakeMessageAsync(Stream stream, StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stopped.Token) is { } line && line != ".")
            message.Append(line).Append("\r\n");
        Messages.Enqueue(message.ToString());
        if (BreaksOffAfterMessage)
            return false;
        await SayAsync(stream, Answers.GetValueOrDefault(".", "250 taken"));
        return true;
    }

    private static async Task SayAsync(Stream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"));

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
