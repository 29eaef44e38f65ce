namespace DataHound.Functions.Http;

/// <summary>Who sent a request, for the audit log.</summary>
internal static class RequestOrigin
{
    private const string SignedInName = "X-MS-CLIENT-PRINCIPAL-NAME";
    private const string RequestIdHeader = "X-Request-Id";
    private const string Anonymous = "http";
    private const int LongestName = 200;

    /// <summary>
    /// On whose behalf the request is: the signed-in name that App Service authentication hands on (it removes the header from what comes from
    /// outside), else <c>http</c>; with the caller's <c>X-Request-Id</c>, else the host's own id of the request.
    /// </summary>
    public static Initiator Initiator(this HttpRequest request, string? reason = null) =>
        new(Plain(request.Headers[SignedInName].ToString()) ?? Anonymous, Plain(request.Headers[RequestIdHeader].ToString()) ?? request.HttpContext.TraceIdentifier, reason);

    /// <summary>The same with the name that a caller gives itself, where no sign-in says who it is.</summary>
    public static Initiator Named(this Initiator by, string? name) => by.Actor is Anonymous && Plain(name ?? "") is { } plain ? by with { Actor = plain } : by;

    /// <summary>The text when it is fit to be kept: not empty, not long, nothing but printable characters.</summary>
    private static string? Plain(string text) => text.Length is > 0 and <= LongestName && !text.Any(char.IsControl) ? text : null;
}
