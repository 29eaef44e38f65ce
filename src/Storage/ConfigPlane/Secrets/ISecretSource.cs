namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>A place where secrets lie.</summary>
internal interface ISecretSource
{
    /// <summary>The secret's value, or null when this place does not have it.</summary>
    /// <param name="name">The name that documents use.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="SecretSourceException">The place does not answer.</exception>
    Task<string?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>What to do so that this place has the secret; reads on from "to make it known, ".</summary>
    string HowToSet(string name);
}
