namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Secrets in environment variables: <c>crm_key</c> is DATAHOUND_SECRET_CRM_KEY.</summary>
internal sealed class EnvironmentSecrets : ISecretSource
{
    private const string Prefix = "DATAHOUND_SECRET_";

    /// <inheritdoc/>
    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Environment.GetEnvironmentVariable(VariableOf(name)) is { Length: > 0 } value ? value : null);

    /// <inheritdoc/>
    public string HowToSet(string name) => $"set the environment variable {VariableOf(name)}";

    private static string VariableOf(string name) => Prefix + name.Replace('-', '_').ToUpperInvariant();
}
