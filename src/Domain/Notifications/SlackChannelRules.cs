using System.Text.Json.Serialization;

namespace DataHound.Domain.Notifications;

/// <summary>Posts to an incoming webhook of Slack.</summary>
public sealed record SlackChannelRules : ChannelRules
{
    /// <summary>The type's name.</summary>
    public const string Name = "slack";

    /// <summary>The webhook's address, which is a secret as a whole: who has it can post.</summary>
    public required SecretReference Url { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Type => Name;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Targets => [Url.Secret];
}
