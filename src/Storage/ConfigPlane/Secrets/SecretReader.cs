namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Asks the places of secrets for one.</summary>
internal sealed class SecretReader(ISecrets secrets) : ISecretReader
{
    /// <inheritdoc/>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken) => (await secrets.FindAsync([name], cancellationToken)).Find(name);
}
