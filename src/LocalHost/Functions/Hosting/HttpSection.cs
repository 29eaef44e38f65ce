namespace LocalHost.Functions.Hosting;

/// <summary>The settings of <c>extensions.http</c> in host.json.</summary>
internal sealed record HttpSection
{
    /// <summary>The first part of every function's route.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>The most HTTP functions that run at the same time; null for no limit.</summary>
    public int? MaxConcurrentRequests { get; init; } = 500;

    /// <summary>The most requests that run or wait; the next are told to come back. Null for no limit.</summary>
    public int? MaxOutstandingRequests { get; init; } = 2000;

    /// <summary>Headers that every answer gets.</summary>
    public IReadOnlyDictionary<string, string> CustomHeaders { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The header that tells browsers to come by https only; null for none.</summary>
    public string? StrictTransportSecurity { get; init; }

    public static HttpSection Read(JsonSection section)
    {
        HttpSection defaults = new();
        string prefix = section.Text("routePrefix") ?? defaults.RoutePrefix;
        if (prefix.AsSpan().IndexOfAny("{}?*") >= 0)
            section.Problem("routePrefix", "must be plain path segments");
        JsonSection headers = section.Section("customHeaders");
        Dictionary<string, string> custom = headers.Texts();
        foreach ((string name, string value) in custom)
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || !value.All(c => c is >= ' ' and <= '~'))
                headers.Problem(name, "is not a header that can be sent");
        }

        HttpSection read = new()
        {
            RoutePrefix = prefix.Trim('/'),
            MaxConcurrentRequests = Limit(section, "maxConcurrentRequests", defaults.MaxConcurrentRequests),
            MaxOutstandingRequests = Limit(section, "maxOutstandingRequests", defaults.MaxOutstandingRequests),
            CustomHeaders = custom,
            StrictTransportSecurity = ReadHsts(section.Section("hsts")),
        };
        section.WarnOfRest([], ["dynamicThrottlesEnabled"]);
        return read;
    }

    private static int? Limit(JsonSection section, string name, int? fallback)
    {
        int? limit = section.Whole(name, least: -1) ?? fallback;
        if (limit == 0)
            section.Problem(name, "must be a whole number above zero, or -1 for no limit");
        return limit is -1 or 0 ? null : limit;
    }

    private static string? ReadHsts(JsonSection hsts)
    {
        const string OneMonth = "2592000";
        bool isEnabled = hsts.Flag("isEnabled") ?? false;
        string age = hsts.Text("maxAge") ?? OneMonth;
        if (!age.All(char.IsAsciiDigit))
            hsts.Problem("maxAge", "must be a number of seconds, as a text");
        string value = $"max-age={age}" + (hsts.Flag("includeSubDomains") == true ? "; includeSubDomains" : "") + (hsts.Flag("preload") == true ? "; preload" : "");
        hsts.WarnOfRest([], ["excludedHosts"]);
        return isEnabled ? value : null;
    }
}
