namespace DataHound.Connectors.Email;

/// <summary>An SMTP server's answer (RFC 5321, section 4.2).</summary>
/// <param name="Code">Its three digits.</param>
/// <param name="Lines">Its lines without the digits.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines);
