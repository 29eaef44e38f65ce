using System.Net.Security;
using System.Text;

namespace DataHound.Connectors.Email;

/// <summary>
/// The few commands of SMTP (RFC 5321) that sending one message needs, over a stream that was connected with the addresses checked. The framework's own
/// client connects by itself and cannot encrypt from the first byte.
/// </summary>
internal sealed class SmtpSession(Stream stream) : IAsyncDisposable
{
    private const int MaximumLineLength = 4096;
    private const int MaximumLines = 100;
    private readonly byte[] _buffer = new byte[MaximumLineLength];
    private Stream _stream = stream;
    private int _start;
    private int _end;

    /// <summary>Whether what is sent is encrypted.</summary>
    public bool Encrypted => _stream is SslStream;

    /// <summary>Encrypts from here on. What a third party put between the lines before is an error.</summary>
    public async Task EncryptAsync(SslClientAuthenticationOptions how, CancellationToken cancellationToken)
    {
        if (_start != _end)
            throw Broken();
        var encrypted = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(how, cancellationToken);
    }

    /// <summary>Sends a line and reads the answer.</summary>
    /// <exception cref="SmtpRefusedException">The answer's first digit is another than the hoped for.</exception>
    public async Task<SmtpReply> CommandAsync(string line, int hopedFor, CancellationToken cancellationToken)
    {
        if (line.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            throw new ArgumentException("A command is one line.", nameof(line));
        await WriteAsync($"{line}\r\n", cancellationToken);
        return await ReplyAsync(hopedFor, cancellationToken);
    }

    /// <summary>Sends text as it is.</summary>
    public async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
    }

    /// <summary>Reads an answer of one or more lines.</summary>
    public async Task<SmtpReply> ReplyAsync(int hopedFor, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < MaximumLines)
        {
            var line = await LineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture, out var code) || code is < 200 or > 599)
                throw Broken();
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length > 3 && line[3] is '-')
                continue;
            return code / 100 == hopedFor
                ? new SmtpReply(code, lines)
                : throw new SmtpRefusedException(SendResult.Not(code >= 500 ? SendOutcome.Refused : SendOutcome.Failed, FormattableString.Invariant($"smtp_{code}")));
        }

        throw Broken();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line.Length <= MaximumLineLength)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = await _stream.ReadAsync(_buffer, cancellationToken);
                if (_end == 0)
                    throw Broken();
            }

            var newline = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var taken = newline < 0 ? _end - _start : newline + 1;
            line.Append(Encoding.ASCII.GetString(_buffer, _start, taken));
            _start += taken;
            if (newline >= 0)
                return line.ToString().TrimEnd('\r', '\n');
        }

        throw Broken();
    }

    private static IOException Broken() => new("The mail server broke off, or does not speak SMTP.");
}
