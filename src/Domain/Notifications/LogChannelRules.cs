using System.Text.Json.Serialization;

namespace DataHound.Domain.Notifications;

/// <summary>Tells the app's own log.</summary>
public sealed record LogChannelRules : ChannelRules
{
    /// <summary>The type's name.</summary>
    public const string Name = "log";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Type => Name;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Targets => [Name];
}
