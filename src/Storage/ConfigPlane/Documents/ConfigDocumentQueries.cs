using DataHound.Storage.ConfigPlane.Layers;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>Reads versions of config documents.</summary>
internal static class ConfigDocumentQueries
{
    /// <summary>The value of <c>source</c> for an edit.</summary>
    public const string FromApi = "api";

    /// <summary>The value of <c>source</c> for a file.</summary>
    public const string FromFile = "file";

    private const string Select = "SELECT kind, name, version, sha256, content, source, author, comment, active, created_at FROM control.config_documents";

    /// <summary>One version, or null.</summary>
    public static Task<ConfigDocument?> FindAsync(NpgsqlConnection connection, string kind, string name, int version, CancellationToken cancellationToken) =>
        connection.Command($"{Select} WHERE kind = @kind AND name = @name AND version = @version", ("kind", kind), ("name", name), ("version", version)).FirstAsync(Read, cancellationToken);

    /// <summary>The version in force, or null.</summary>
    public static Task<ConfigDocument?> FindActiveAsync(NpgsqlConnection connection, string kind, string name, CancellationToken cancellationToken) =>
        connection.Command($"{Select} WHERE kind = @kind AND name = @name AND active", ("kind", kind), ("name", name)).FirstAsync(Read, cancellationToken);

    /// <summary>The last version that a file brought, or null.</summary>
    public static Task<ConfigDocument?> FindLastFileAsync(NpgsqlConnection connection, string kind, string name, CancellationToken cancellationToken) =>
        connection.Command($"{Select} WHERE kind = @kind AND name = @name AND source = @file ORDER BY version DESC LIMIT 1", ("kind", kind), ("name", name), ("file", FromFile))
            .FirstAsync(Read, cancellationToken);

    /// <summary>A page of the versions of a document, newest first; the cursor is the last version of the page before.</summary>
    public static async Task<Page<ConfigDocument>> PageVersionsAsync(NpgsqlConnection connection, string kind, string name, int limit, int? before, CancellationToken cancellationToken)
    {
        var versions = await connection.Command(
            $"{Select} WHERE kind = @kind AND name = @name AND version < @before ORDER BY version DESC LIMIT @limit",
            ("kind", kind), ("name", name), ("before", before ?? int.MaxValue), ("limit", limit + 1)).ListAsync(Read, cancellationToken);
        return versions.Count > limit
            ? new Page<ConfigDocument>(versions[..limit], versions[limit - 1].Version.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : new Page<ConfigDocument>(versions, NextCursor: null);
    }

    /// <summary>Everything in force.</summary>
    public static Task<List<ConfigDocument>> ListActiveAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.Command($"{Select} WHERE active ORDER BY kind, name").ListAsync(Read, cancellationToken);

    /// <summary>A stored document as a draft.</summary>
    public static ConfigDraft ToDraft(this ConfigDocument document) =>
        ConfigDraftReader.Read($"{document.Kind} '{document.Name}'", document.Content, document.Kind, company: null) with
        {
            Layer = document.Source is FromFile ? ConfigLayer.File : ConfigLayer.Database,
        };

    private static ConfigDocument Read(NpgsqlDataReader reader) => new()
    {
        Kind = reader.GetString(0),
        Name = reader.GetString(1),
        Version = reader.GetInt32(2),
        Sha256 = reader.GetString(3),
        Content = reader.GetString(4),
        Source = reader.GetString(5),
        Author = reader.GetString(6),
        Comment = reader.GetString(7),
        Active = reader.GetBoolean(8),
        CreatedAt = reader.Instant(9),
    };
}
