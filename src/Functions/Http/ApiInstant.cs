using System.Globalization;

namespace DataHound.Functions.Http;

/// <summary>Reads instants in ISO 8601 with an offset.</summary>
internal static class ApiInstant
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mmzzz"];

    /// <summary>The instant; null stays null.</summary>
    /// <exception cref="UserErrorException"><c>as_of_invalid</c>.</exception>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null)
            return null;
        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new UserErrorException(
                "as_of_invalid", "asOf is not an ISO 8601 instant with an offset.", "Send it like 2015-06-24T20:00:00-05:00 (in an address write + as %2B), or leave it out for now.");
    }
}
