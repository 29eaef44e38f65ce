using System.Text.Json.Serialization;

namespace DataHound.Domain.Notifications;

/// <summary>Lets a Telegram bot write into chats.</summary>
public sealed record TelegramChannelRules : ChannelRules
{
    /// <summary>The type's name.</summary>
    public const string Name = "telegram";

    /// <summary>The bot's token.</summary>
    public required SecretReference Token { get; init; }

    /// <summary>Chat ids, or <c>@name</c> of public channels.</summary>
    public required IReadOnlyList<string> Chats { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Type => Name;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Targets => Chats;
}
