using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>The places of secrets that the settings name.</summary>
internal static class SecretPlaces
{
    /// <summary>The environment first: it is nearest to whoever runs the app.</summary>
    public static IEnumerable<ISecretSource> Of(SecretOptions options)
    {
        yield return new EnvironmentSecrets();
        if (options.Folder is not null)
            yield return new FolderSecrets(options.Folder);
        if (options.KeyVaultUri is not null)
            yield return new KeyVaultSecrets(new SecretClient(options.KeyVaultUri, new DefaultAzureCredential()));
    }
}
