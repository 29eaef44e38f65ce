using DataHound.Storage.ConfigPlane.Checks;
using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Storage.ConfigPlane.Archives;

/// <summary>How config documents lie in files.</summary>
internal static class ConfigFiles
{
    /// <summary>How the names of JSON schema files end; they are no documents.</summary>
    public const string SchemaEnding = ".schema.json";

    /// <summary>Most bytes of a document.</summary>
    public const long MaximumBytes = 4L << 20;

    /// <summary>Where a document lies in the config folder.</summary>
    public static string PathOf(string kind, string name) => kind switch
    {
        ConfigKinds.Company => $"companies/{name}.json",
        ConfigKinds.Pipeline => $"pipelines/{name}.json",
        ConfigKinds.EventDefaults => "events/defaults.json",
        ConfigKinds.NotificationDefaults => "notifications/defaults.json",
        _ when ConfigKinds.HasOneDocument(kind) => $"{kind}.json",
        _ => $"{kind}/{name}.json",
    };

    /// <summary>Refuses files of which two are the same document.</summary>
    public static void RefuseTwice(IEnumerable<ConfigDraft> drafts)
    {
        foreach (var twice in drafts.GroupBy(draft => (draft.Kind, draft.Name)).Where(group => group.Skip(1).Any()))
            throw ConfigErrors.Invalid(twice.Last().Title, "$", $"is the same document as {twice.First().Title}");
    }
}
