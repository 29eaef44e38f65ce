namespace DataHound.Domain.Notifications;

/// <summary>A value that is kept elsewhere: <c>{"secret": "name"}</c>. It is looked up when it is used, and never stored or logged.</summary>
public sealed record SecretReference
{
    /// <summary>The secret's name.</summary>
    public required string Secret { get; init; }
}
