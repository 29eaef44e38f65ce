using System.Globalization;
using System.Text;

namespace DataHound.Connectors.Email;

/// <summary>Writes a message as mail servers want it (RFC 5322, MIME): ASCII only, lines under 78 characters. The body is base64, so no line of it can begin with a dot.</summary>
internal static class MailText
{
    private const int WordBytes = 39;
    private const int LineCharacters = 76;

    /// <summary>The whole message, up to the line with the dot.</summary>
    public static string Of(OutgoingNotification notification, string from, string messageId, DateTimeOffset now)
    {
        var message = notification.Message;
        var text = $"{message.Text}\r\n\r\n{message.Severity.ToString().ToLowerInvariant()} · {message.Kind} · {message.Subject}\r\n";
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        var lines = new List<string>
        {
            $"Date: {now.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000",
            $"From: <{from}>",
            $"To: <{notification.Target}>",
            $"Subject: {Words(message.Title)}",
            $"Message-ID: {messageId}",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "Auto-Submitted: auto-generated",
            "",
        };
        for (var at = 0; at < body.Length; at += LineCharacters)
            lines.Add(body.Substring(at, Math.Min(LineCharacters, body.Length - at)));
        return string.Concat(lines.Select(line => $"{line}\r\n"));
    }

    /// <summary>Text for a header as encoded words (RFC 2047), each on its own line; whatever the text holds, it cannot begin another header.</summary>
    public static string Words(string text)
    {
        var words = new List<string>();
        var word = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > WordBytes)
            {
                words.Add(Word(word));
                word.Clear();
            }

            word.AddRange(bytes);
        }

        words.Add(Word(word));
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";
}
