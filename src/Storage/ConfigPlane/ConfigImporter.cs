using System.Text;
using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane.Archives;
using DataHound.Storage.ConfigPlane.Checks;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ConfigPlane.Layers;

namespace DataHound.Storage.ConfigPlane;

/// <summary>Loads config files of a folder: all or, when one of them is wrong, none.</summary>
public sealed class ConfigImporter
{
    private static readonly Initiator Importer = new("import");
    private static readonly string[] KindsByFileName = [ConfigKinds.Company, ConfigKinds.Extraction, ConfigKinds.Events, ConfigKinds.Notifications];
    private readonly PostgresConfigDocuments _documents;

    internal ConfigImporter(PostgresConfigDocuments documents) => _documents = documents;

    /// <summary>Loads the folder's JSON files. A file that came the same way before changes nothing, so that later edits stay.</summary>
    /// <param name="folder">For the house's own configuration every JSON file in and under it but JSON schemas; for a company's, company.json, extraction.json, events.json and notifications.json in it.</param>
    /// <param name="company">The company whose folder it is; null for the house's own.</param>
    /// <param name="cancellationToken">Stops the work; nothing is changed then.</param>
    /// <exception cref="UserErrorException"><c>config_invalid</c>, naming file and path, or <c>config_missing</c>.</exception>
    public async Task<IReadOnlyList<ConfigSave>> ImportAsync(string folder, string? company, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new UserErrorException("config_missing", "The folder with config files is not there.", "Name a folder that holds them.");
        var files = company is null
            ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Where(file => !file.EndsWith(ConfigFiles.SchemaEnding, StringComparison.Ordinal))
            : KindsByFileName.Select(kind => Path.Combine(folder, $"{kind}.json")).Where(File.Exists);
        var drafts = new List<ConfigDraft>();
        foreach (var file in files.Order(StringComparer.Ordinal))
            drafts.Add(await ReadAsync(folder, file, company, cancellationToken));
        ConfigFiles.RefuseTwice(drafts);
        return await _documents.ImportAsync(drafts, Importer, cancellationToken);
    }

    private static async Task<ConfigDraft> ReadAsync(string folder, string file, string? company, CancellationToken cancellationToken)
    {
        var title = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
        if (new FileInfo(file).Length > ConfigFiles.MaximumBytes)
            throw ConfigErrors.Invalid(title, "$", $"has more than {ConfigFiles.MaximumBytes} bytes");
        var content = await File.ReadAllTextAsync(file, Encoding.UTF8, cancellationToken);
        var byName = Path.GetFileNameWithoutExtension(file);
        return ConfigDraftReader.Read(title, content, company is null ? null : byName, company) with { Layer = ConfigLayer.File };
    }
}
