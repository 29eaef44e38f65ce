using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Secrets in an Azure key vault, whose names have hyphens where ours may have underscores.</summary>
/// <param name="client">The vault.</param>
internal sealed class KeyVaultSecrets(SecretClient client) : ISecretSource
{
    private const int NotFound = 404;
    private const int Forbidden = 403;

    /// <inheritdoc/>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetSecretAsync(NameInVault(name), version: null, cancellationToken)).Value.Value;
        }
        catch (RequestFailedException exception) when (exception.Status == NotFound)
        {
            return null;
        }
        catch (RequestFailedException exception) when (exception.Status == Forbidden)
        {
            throw new SecretSourceException("the key vault does not let this app read it", exception);
        }
        catch (Exception exception) when (exception is RequestFailedException or AuthenticationFailedException or AggregateException)
        {
            throw new SecretSourceException("the key vault does not answer", exception);
        }
    }

    /// <inheritdoc/>
    public string HowToSet(string name) => $"add the secret '{NameInVault(name)}' to the key vault";

    private static string NameInVault(string name) => name.Replace('_', '-');
}
