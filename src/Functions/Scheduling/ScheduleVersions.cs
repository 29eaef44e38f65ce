using System.Globalization;

namespace DataHound.Functions.Scheduling;

/// <summary>A task's version as an entity tag: the answer carries <c>ETag</c>, a change <c>If-Match</c>.</summary>
internal static class ScheduleVersions
{
    /// <summary>The version that the request was made for; null for any.</summary>
    public static long? IfMatch(this HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        if (text is "" or "*")
            return null;
        return text is ['"', .. var digits, '"'] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new UserErrorException("if_match_invalid", "The header If-Match is not the entity tag of a task.", "Send the ETag of the answer that you read the task from, or * for whatever version there is.");
    }

    /// <summary>The version that the request was made for, which it must say; null for any.</summary>
    public static long? RequiredIfMatch(this HttpRequest request) => request.Headers.IfMatch.Count > 0
        ? request.IfMatch()
        : throw new UserErrorException("if_match_missing", "The header If-Match is missing.", "Send the ETag of the answer that you read the task from, so that no change of somebody else is lost, or *.");

    /// <summary>Says the version in the answer.</summary>
    public static void SetVersion(this HttpRequest request, long version) =>
        request.HttpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
