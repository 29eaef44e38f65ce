using System.IO.Compression;
using System.Text;
using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane.Checks;
using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Storage.ConfigPlane.Archives;

/// <summary>All documents in force as a zip of files, laid out as the config folder is.</summary>
public sealed class ConfigArchive
{
    private const int MaximumFiles = 10_000;

    /// <summary>Zip knows no time zones and no time before 1980; a fixed one gives the same bytes for the same documents.</summary>
    private static readonly DateTimeOffset FileTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PostgresConfigDocuments _documents;

    internal ConfigArchive(PostgresConfigDocuments documents) => _documents = documents;

    /// <summary>Writes all documents in force. Unpacked, they are a config folder.</summary>
    public async Task<byte[]> ExportAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using (var zip = await ZipArchive.CreateAsync(bytes, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken))
        {
            foreach (var document in await _documents.ListActiveAsync(cancellationToken))
            {
                var entry = zip.CreateEntry(ConfigFiles.PathOf(document.Kind, document.Name), CompressionLevel.Optimal);
                entry.LastWriteTime = FileTime;
                await using var content = await entry.OpenAsync(cancellationToken);
                await content.WriteAsync(Encoding.UTF8.GetBytes(document.Content + "\n"), cancellationToken);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Takes over the documents of a zip as edits: all or, when one of them is wrong, none. Documents it does not hold stay.</summary>
    /// <param name="zip">The zip, seekable.</param>
    /// <param name="by">Who takes them over, and why.</param>
    /// <param name="write">False only checks and says what would change.</param>
    /// <param name="cancellationToken">Stops the work; nothing is changed then.</param>
    /// <exception cref="UserErrorException"><c>config_invalid</c>, naming file and path.</exception>
    public async Task<IReadOnlyList<ConfigImportOutcome>> ImportAsync(Stream zip, Initiator by, bool write, CancellationToken cancellationToken)
    {
        var drafts = new List<ConfigDraft>();
        try
        {
            await using var archive = await ZipArchive.CreateAsync(zip, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8, cancellationToken);
            var files = archive.Entries.Where(IsDocument).OrderBy(entry => entry.FullName, StringComparer.Ordinal).ToList();
            if (files.Count is 0 or > MaximumFiles)
                throw ConfigErrors.Invalid("The zip", "$", $"holds {files.Count} JSON files; it must hold 1 to {MaximumFiles}");
            foreach (var file in files)
                drafts.Add(ConfigDraftReader.Read(file.FullName, await ReadAsync(file, cancellationToken), kind: null, company: null));
        }
        catch (InvalidDataException exception)
        {
            throw new UserErrorException(new UserError("config_invalid", "The body is not a zip of config files.", "Send what GET /api/v1/config/export gives, or zip a config folder."), exception);
        }

        ConfigFiles.RefuseTwice(drafts);
        return await _documents.TakeOverAsync(drafts, by, write, cancellationToken);
    }

    private static bool IsDocument(ZipArchiveEntry entry) =>
        entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !entry.Name.EndsWith(ConfigFiles.SchemaEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>The entry's text. What the zip says of its length is not believed.</summary>
    private static async Task<string> ReadAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        await using var content = await entry.OpenAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > ConfigFiles.MaximumBytes)
                throw ConfigErrors.Invalid(entry.FullName, "$", $"has more than {ConfigFiles.MaximumBytes} bytes");
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\uFEFF');
    }
}
