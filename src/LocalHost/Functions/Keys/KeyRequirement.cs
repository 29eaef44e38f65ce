namespace LocalHost.Functions.Keys;

/// <summary>Which keys open an address; addresses without one are open to all.</summary>
/// <param name="Places">Where these keys are kept, besides the master key, which opens every address.</param>
internal sealed record KeyRequirement(params KeyPlace[] Places)
{
    public static KeyRequirement Admin { get; } = new();

    public static KeyRequirement System { get; } = new(KeyPlace.System);

    /// <summary>What an HTTP function asks for; null when it asks for nothing. This host knows no users, so their level asks for a key too.</summary>
    public static KeyRequirement? Of(AuthorizationLevel level, string function) => level switch
    {
        AuthorizationLevel.Anonymous => null,
        AuthorizationLevel.Admin => Admin,
        AuthorizationLevel.System => System,
        _ => new KeyRequirement(KeyPlace.Host, KeyPlace.Of(function)),
    };

    public bool Accepts(KeyPlace place) => place.Scope == KeyScope.Master || Places.Contains(place);
}
