using System.Text;
using DataHound.Storage.ConfigPlane.Checks;

namespace DataHound.Storage.ConfigPlane.Layers;

/// <summary>Writes places in a document as JSON paths (RFC 9535).</summary>
internal static class ConfigPath
{
    /// <summary>The path of a field: <c>$.datasets.jobs.renames['Job #']</c>.</summary>
    public static string Of(IEnumerable<string> fields)
    {
        var path = new StringBuilder("$");
        foreach (var field in fields)
            path.Append(Step(field));
        return path.ToString();
    }

    /// <summary>One step of a path.</summary>
    public static string Step(string field) =>
        ConfigWords.IsSnakeCase(field) ? $".{field}" : $"['{field.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";
}
