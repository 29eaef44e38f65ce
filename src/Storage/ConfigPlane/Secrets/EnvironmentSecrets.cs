namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Secrets in environment variables: <c>crm_key</c> is DATAHOUND_SECRET_CRM_KEY.</summary>
public sealed class EnvironmentSecrets : ISecrets
{
    private const string Prefix = "DATAHOUND_SECRET_";

    /// <summary>The variable that holds a secret.</summary>
    public static string VariableOf(string name) => Prefix + name.Replace('-', '_').ToUpperInvariant();

    /// <inheritdoc/>
    public string? Find(string name) => Environment.GetEnvironmentVariable(VariableOf(name)) is { Length: > 0 } value ? value : null;
}
