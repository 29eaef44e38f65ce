namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Where the values behind <c>{"secret": "name"}</c> come from.</summary>
internal interface ISecrets
{
    /// <summary>Looks secrets up, in the environment, the folder of secret files and the key vault, in this order.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    Task<SecretValues> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);
}
