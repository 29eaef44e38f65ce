using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DataHound.Connectors.Outbound;

/// <summary>Whose certificates are trusted: those of the machine, and those that the settings add. What is checked of a certificate stays the same.</summary>
internal static class OutboundTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>How a connection to a host is encrypted.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="host">The host's name, which its certificate must have; null when the caller of the connection says it.</param>
    public static SslClientAuthenticationOptions For(OutboundOptions options, string? host = null)
    {
        if (options.TrustedCertificates is not { } file)
            return new SslClientAuthenticationOptions { TargetHost = host };
        var trusted = Read(file);
        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                errors is SslPolicyErrors.None || errors is SslPolicyErrors.RemoteCertificateChainErrors && certificate is X509Certificate2 server && IsVouchedFor(server, chain, trusted),
        };
    }

    /// <summary>What is wrong with a file of certificates; null when nothing is, or when there is none.</summary>
    public static string? Problem(string? file)
    {
        if (file is null)
            return null;
        try
        {
            return Read(file).Count > 0 ? null : "DataHound:Outbound:TrustedCertificates names a file without a certificate in PEM.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return "DataHound:Outbound:TrustedCertificates names a file that cannot be read as certificates in PEM.";
        }
    }

    /// <summary>The machine does not know who vouches for the certificate: whether one of the trusted does. The name was right, or this were not asked.</summary>
    private static bool IsVouchedFor(X509Certificate2 certificate, X509Chain? sent, X509Certificate2Collection trusted)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(certificate);
    }

    private static X509Certificate2Collection Read(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates;
    }
}
