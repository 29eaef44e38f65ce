using System.Globalization;

namespace DataHound.Functions.Http;

/// <summary>Reads instants in ISO 8601 with an offset.</summary>
internal static class ApiInstant
{
    private const string AsOf = "asOf";
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mmzzz"];

    /// <summary>The instant; null stays null.</summary>
    /// <param name="text">The text.</param>
    /// <param name="field">The field or parameter, for the error.</param>
    /// <exception cref="UserErrorException"><c>as_of_invalid</c>, or <c>instant_invalid</c> for any other field.</exception>
    public static DateTimeOffset? Parse(string? text, string field = AsOf)
    {
        if (text is null)
            return null;
        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new UserErrorException(
                field is AsOf ? "as_of_invalid" : "instant_invalid", $"{field} is not an ISO 8601 instant with an offset.", "Send it like 2015-06-24T20:00:00-05:00 (in an address write + as %2B), or leave it out.");
    }
}
