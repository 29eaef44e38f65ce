namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Secrets in files, one each, named as the secret; a line end at the end of the file does not belong to it.</summary>
/// <param name="folder">The folder.</param>
internal sealed class FolderSecrets(string folder) : ISecretSource
{
    /// <inheritdoc/>
    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var value = (await File.ReadAllTextAsync(Path.Combine(folder, name), cancellationToken)).TrimEnd('\r', '\n');
            return value.Length > 0 ? value : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SecretSourceException("its file in the folder of secrets cannot be read", exception);
        }
    }

    /// <inheritdoc/>
    public string HowToSet(string name) => $"put a file '{name}' into the folder of secrets";
}
