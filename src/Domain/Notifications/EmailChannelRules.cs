using System.Text.Json.Serialization;

namespace DataHound.Domain.Notifications;

/// <summary>Sends plain text by e-mail over SMTP, one message to each recipient.</summary>
public sealed record EmailChannelRules : ChannelRules
{
    /// <summary>The type's name.</summary>
    public const string Name = "email";

    /// <summary>Encrypts after STARTTLS; a server that does not offer it is refused.</summary>
    public const string StartTls = "starttls";

    /// <summary>Encrypts from the first byte.</summary>
    public const string Tls = "tls";

    /// <summary>Does not encrypt: for a relay on the same machine.</summary>
    public const string Plain = "none";

    /// <summary>The SMTP server.</summary>
    public required string Host { get; init; }

    /// <summary>Its port. Default 587; 465 is usual for <c>tls</c>.</summary>
    public int Port { get; init; } = 587;

    /// <summary><c>starttls</c> (the default), <c>tls</c> or <c>none</c>.</summary>
    public string Security { get; init; } = StartTls;

    /// <summary>Name to sign in with; null to send without. Not over an unencrypted connection.</summary>
    public string? User { get; init; }

    /// <summary>The password; needed with a user.</summary>
    public SecretReference? Password { get; init; }

    /// <summary>The sender's address.</summary>
    public required string From { get; init; }

    /// <summary>The recipients' addresses.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Type => Name;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Targets => To;
}
