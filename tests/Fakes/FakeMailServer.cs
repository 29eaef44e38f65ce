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
    private readonly Lazy<X509Certificate2> _certificate;
    private readonly Task _serving;

    public FakeMailServer()
    {
        _certificate = new Lazy<X509Certificate2>(SelfSigned);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Lines that clients sent, messages left out.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    public ConcurrentQueue<string> Messages { get; } = new();

    /// <summary>The address that the certificate is for. Nobody vouches for it but itself.</summary>
    public IPAddress CertifiedAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Whether STARTTLS is offered.</summary>
    public bool OffersStartTls { get; init; }

    /// <summary>Whether connections are encrypted from their first byte.</summary>
    public bool StartsWithTls { get; init; }

    /// <summary>The ways of signing in that are offered once the connection is encrypted.</summary>
    public string SignIn { get; init; } = "PLAIN LOGIN";

    /// <summary>The name and password that are taken; any when null.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>The names of those that signed in.</summary>
    public ConcurrentQueue<string> SignedIn { get; } = new();

    /// <summary>The certificate, for clients that are to trust it.</summary>
    public string CertificatePem => _certificate.Value.ExportCertificatePem();

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
        if (_certificate.IsValueCreated)
            _certificate.Value.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stopped.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stopped.Token);
            try
            {
                await TalkAsync(StartsWithTls ? await EncryptAsync(client.GetStream()) : client.GetStream());
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
                    await SayAsync(stream, Offers(stream));
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 go ahead");
                    stream = await EncryptAsync(stream);
                    reader = new StreamReader(stream, Encoding.ASCII);
                    break;
                case "AUTH":
                    await SignInAsync(stream, reader, line.Split(' '));
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

    private string Offers(Stream stream)
    {
        if (stream is SslStream)
            return SignIn.Length == 0 ? "250 fake" : $"250-fake\r\n250 AUTH {SignIn}";
        return OffersStartTls ? "250-fake\r\n250 STARTTLS" : "250-fake\r\n250 8BITMIME";
    }

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(_certificate.Value);
        return encrypted;
    }

    private async Task SignInAsync(Stream stream, StreamReader reader, string[] words)
    {
        string[] said;
        if (words[1] is "LOGIN")
        {
            await SayAsync(stream, "334 VXNlcm5hbWU6");
            var user = await reader.ReadLineAsync(_stopped.Token);
            await SayAsync(stream, "334 UGFzc3dvcmQ6");
            said = [Text(user!), Text((await reader.ReadLineAsync(_stopped.Token))!)];
        }
        else
        {
            said = [.. Text(words[2]).Split('\0').Skip(1)];
        }

        if (Account is not { } account || (said[0], said[1]) == account)
        {
            SignedIn.Enqueue(said[0]);
            await SayAsync(stream, "235 welcome");
        }
        else
        {
            await SayAsync(stream, "535 wrong name or password");
        }

        static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
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

    private X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=fake", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(CertifiedAddress);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
