namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Where the values behind <c>{"secret": "name"}</c> come from.</summary>
public interface ISecrets
{
    /// <summary>The secret's value, or null when it is not there.</summary>
    string? Find(string name);
}
