using Microsoft.Extensions.Configuration;

namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Where secrets lie besides the environment, and how long one is kept in memory.</summary>
internal sealed record SecretOptions
{
    /// <summary>A folder with one file a secret, as containers mount them; setting <c>DataHound:Secrets:Folder</c>, null for none.</summary>
    public string? Folder { get; init; }

    /// <summary>Address of an Azure key vault; setting <c>DataHound:Secrets:KeyVaultUri</c>, null for none.</summary>
    public Uri? KeyVaultUri { get; init; }

    /// <summary>After how long a secret is looked up anew, so that a changed one is noticed; setting <c>DataHound:Secrets:MaximumAge</c>, default five minutes.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">Settings are wrong; the message names each.</exception>
    public static SecretOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("DataHound:Secrets");
        var vault = section["KeyVaultUri"];
        var age = section["MaximumAge"];
        var options = new SecretOptions
        {
            Folder = section["Folder"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : null,
            KeyVaultUri = Uri.TryCreate(vault, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? uri : null,
            MaximumAge = TimeSpan.TryParse(age, System.Globalization.CultureInfo.InvariantCulture, out var given) ? given : TimeSpan.FromMinutes(5),
        };
        var problems = new List<string>();
        if (options.Folder is not null && !Directory.Exists(options.Folder))
            problems.Add("DataHound:Secrets:Folder names a folder that is not there");
        if (vault is { Length: > 0 } && options.KeyVaultUri is null)
            problems.Add("DataHound:Secrets:KeyVaultUri is not an https address");
        if (age is { Length: > 0 } && options.MaximumAge != given || options.MaximumAge <= TimeSpan.Zero)
            problems.Add("DataHound:Secrets:MaximumAge is not a time span above zero, such as 00:05:00");
        return problems.Count == 0 ? options : throw new InvalidOperationException($"Secrets cannot be read: {string.Join("; ", problems)}.");
    }
}
