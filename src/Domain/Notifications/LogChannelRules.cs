namespace DataHound.Domain.Notifications;

/// <summary>Tells the app's own log.</summary>
public sealed record LogChannelRules : ChannelRules
{
    /// <summary>The type's name.</summary>
    public const string Name = "log";

    /// <inheritdoc/>
    public override string Type => Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Targets => [Name];
}
