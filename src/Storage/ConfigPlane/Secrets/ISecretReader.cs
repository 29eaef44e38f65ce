namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Looks up the values behind references that stay references until they are used, such as those of notification channels.</summary>
public interface ISecretReader
{
    /// <summary>The secret's value, or null when no place has it.</summary>
    Task<string?> FindAsync(string name, CancellationToken cancellationToken);
}
