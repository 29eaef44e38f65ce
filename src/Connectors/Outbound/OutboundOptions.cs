namespace DataHound.Connectors.Outbound;

/// <summary>How the app reaches addresses that configuration names, section <c>DataHound:Outbound</c>.</summary>
public sealed record OutboundOptions
{
    /// <summary>Whether http is allowed beside https. Default false.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Whether addresses that are not public are allowed: the own machine, private networks, link-local and metadata addresses. Default false.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>How long one HTTP request may take, from connecting to the end of the answer. Default 10 seconds.</summary>
    public TimeSpan HttpTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the sending of one e-mail may take. Default 30 seconds.</summary>
    public TimeSpan SmtpTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where Telegram's bot API is. Default <c>https://api.telegram.org</c>.</summary>
    public Uri TelegramAddress { get; init; } = new("https://api.telegram.org");

    /// <summary>
    /// A file with certificates in PEM whose owners are trusted beside those that the machine trusts, such as the authority of a house with mail servers of its own; null (the
    /// default) for none. Names and lifetimes are checked all the same.
    /// </summary>
    public string? TrustedCertificates { get; init; }

    /// <summary>What is wrong with the settings, in one message; null when nothing is.</summary>
    public string? Problem()
    {
        var longest = TimeSpan.FromSeconds(90);
        if (HttpTimeout <= TimeSpan.Zero || HttpTimeout > longest || SmtpTimeout <= TimeSpan.Zero || SmtpTimeout > longest)
            return "DataHound:Outbound:HttpTimeout and DataHound:Outbound:SmtpTimeout must be more than 0 and at most 90 seconds.";
        return OutboundTrust.Problem(TrustedCertificates);
    }
}
