using System.Text.Json.Serialization;

namespace DataHound.Domain.Notifications;

/// <summary>A way to tell somebody: what it needs, and to whom it goes. The field <c>type</c> says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(LogChannelRules), LogChannelRules.Name)]
[JsonDerivedType(typeof(WebhookChannelRules), WebhookChannelRules.Name)]
[JsonDerivedType(typeof(SlackChannelRules), SlackChannelRules.Name)]
[JsonDerivedType(typeof(TeamsChannelRules), TeamsChannelRules.Name)]
[JsonDerivedType(typeof(EmailChannelRules), EmailChannelRules.Name)]
[JsonDerivedType(typeof(TelegramChannelRules), TelegramChannelRules.Name)]
public record ChannelRules
{
    /// <summary>The types there are.</summary>
    public static IReadOnlyList<string> Types { get; } =
        [LogChannelRules.Name, WebhookChannelRules.Name, SlackChannelRules.Name, TeamsChannelRules.Name, EmailChannelRules.Name, TelegramChannelRules.Name];

    /// <summary>Its type; empty when the document names none.</summary>
    [JsonIgnore]
    public virtual string Type => "";

    /// <summary>To whom it goes, one notification each; no secrets.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> Targets => [];

    /// <summary>Quiet hours of this channel; null for those of the document.</summary>
    public QuietHours? QuietHours { get; init; }
}
