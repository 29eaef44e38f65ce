using System.Text.Json.Serialization;

namespace DataHound.Domain.Notifications;

/// <summary>Posts an adaptive card to an incoming webhook (workflow) of Microsoft Teams.</summary>
public sealed record TeamsChannelRules : ChannelRules
{
    /// <summary>The type's name.</summary>
    public const string Name = "teams";

    /// <summary>The webhook's address, which is a secret as a whole: who has it can post.</summary>
    public required SecretReference Url { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Type => Name;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Targets => [Url.Secret];
}
