using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;

namespace DataHound.Storage.ConfigPlane.Schemas;

/// <summary>What the code says of a property, from the documentation file beside its assembly; nothing where that file is not there.</summary>
internal static partial class XmlSummaries
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, string>> Files = new();

    /// <summary>The property's summary, or null.</summary>
    public static string? Of(JsonPropertyInfo? property) =>
        property?.AttributeProvider is PropertyInfo { DeclaringType: { } type } member
            ? Files.GetOrAdd(type.Assembly, Read).GetValueOrDefault($"P:{type.FullName}.{member.Name}")
            : null;

    private static Dictionary<string, string> Read(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        return !File.Exists(file)
            ? []
            : XDocument.Load(file).Descendants("member")
                .Where(member => member.Element("summary") is not null)
                .ToDictionary(member => (string)member.Attribute("name")!, member => Text(member.Element("summary")!), StringComparer.Ordinal);
    }

    private static string Text(XElement summary)
    {
        foreach (var reference in summary.Descendants("see").ToList())
            reference.ReplaceWith(((string?)reference.Attribute("cref") ?? "").Split('.')[^1]);
        return Blanks().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
