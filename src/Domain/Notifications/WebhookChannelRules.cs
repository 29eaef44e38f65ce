using System.Text.Json.Serialization;

namespace DataHound.Domain.Notifications;

/// <summary>Posts JSON signed as Standard Webhooks 1.0 asks for.</summary>
public sealed record WebhookChannelRules : ChannelRules
{
    /// <summary>The type's name.</summary>
    public const string Name = "webhook";

    /// <summary>Where to post; https unless the app's settings allow http. Without user and password: it is stored and shown.</summary>
    public required string Url { get; init; }

    /// <summary>Signing secrets of the form <c>whsec_...</c>, 24 to 64 bytes in base64; while one is replaced by another, both sign.</summary>
    public required IReadOnlyList<SecretReference> Secrets { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Type => Name;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Targets => [Uri.TryCreate(Url, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Path) : Name];
}
