using System.Globalization;
using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Functions.Companies;

/// <summary>Reads what requests about configuration have in common.</summary>
internal static class ConfigRequest
{
    private const int LongestComment = 500;

    /// <summary>The kind when there is such a kind.</summary>
    /// <exception cref="UserErrorException"><c>config_kind_unknown</c>.</exception>
    public static string KnownKind(string kind) => ConfigKinds.All.Contains(kind, StringComparer.Ordinal)
        ? kind
        : throw new UserErrorException("config_kind_unknown", $"There is no configuration of kind '{kind}'.", $"Use one of {string.Join(", ", ConfigKinds.All)}.");

    /// <summary>A query parameter that is a version, or null when it is absent.</summary>
    public static int? Version(this HttpRequest request, string parameter)
    {
        if (request.Text(parameter) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version
            : throw new UserErrorException("version_invalid", $"The query parameter {parameter} is not a version.", "Send a whole number from 1.");
    }

    /// <summary>The version in header <c>If-Match</c>, as a number in quotes; null when there is none. <c>If-None-Match: *</c> is version 0: there must be no document.</summary>
    public static int? BaseVersion(this HttpRequest request)
    {
        if (request.Headers.IfNoneMatch.ToString() is "*")
            return 0;
        var text = request.Headers.IfMatch.ToString();
        if (text.Length == 0)
            return null;
        return int.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new UserErrorException("version_invalid", "The header If-Match is not a version.", "Send the ETag that reading the document gave, such as \"3\".");
    }

    /// <summary>Why, from the query parameter <c>comment</c>.</summary>
    public static string? Comment(this HttpRequest request) => request.Text("comment") is not { } text || text.Length <= LongestComment
        ? request.Text("comment")
        : throw new UserErrorException("comment_too_long", $"The comment is longer than {LongestComment} characters.", "Send a shorter one.");

    /// <summary>The error for a document or version that is not there.</summary>
    public static UserErrorException Missing(string kind, string name) =>
        new("config_missing", $"There is no such config document of kind '{kind}' named '{name}'.", "List the documents with GET /api/v1/config.");
}
