using System.Globalization;
using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane.Layers;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>Writes versions of config documents, in the caller's transaction and under its lock.</summary>
internal static class ConfigDocumentWriter
{
    /// <summary>Adds a version; it is not in force yet.</summary>
    public static async Task<ConfigDocument> InsertAsync(NpgsqlConnection connection, ConfigDraft draft, Initiator by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var version = 1 + await connection.Command("SELECT max(version) FROM control.config_documents WHERE kind = @kind AND name = @name", ("kind", draft.Kind), ("name", draft.Name)).ScalarAsync<int>(cancellationToken);
        var document = new ConfigDocument
        {
            Kind = draft.Kind,
            Name = draft.Name,
            Version = version,
            Sha256 = draft.Sha256,
            Content = draft.Content,
            Source = draft.Layer is ConfigLayer.File ? ConfigDocumentQueries.FromFile : ConfigDocumentQueries.FromApi,
            Author = by.Actor,
            Comment = by.Reason ?? "",
            Active = true,
            CreatedAt = now,
        };
        await connection.Command(
            """
            INSERT INTO control.config_documents (id, kind, name, version, schema_version, sha256, content, source, author, comment, active, created_at)
            VALUES (@id, @kind, @name, @version, @schema, @sha256, @content, @source, @author, @comment, false, @now)
            """,
            ("id", DeterministicId.Of("config", draft.Kind, draft.Name, version.ToString(CultureInfo.InvariantCulture))), ("kind", draft.Kind), ("name", draft.Name),
            ("version", version), ("schema", draft.SchemaVersion), ("sha256", document.Sha256), ("content", document.Content), ("source", document.Source), ("author", document.Author),
            ("comment", document.Comment), ("now", now)).RunAsync(cancellationToken);
        return document;
    }

    /// <summary>Puts a version into force.</summary>
    /// <returns>What the audit log is to keep of it.</returns>
    public static async Task<AuditAct> PutIntoForceAsync(NpgsqlConnection connection, ConfigDocument document, string action, Initiator by, CancellationToken cancellationToken)
    {
        var before = await connection.Command(
            "UPDATE control.config_documents SET active = false WHERE kind = @kind AND name = @name AND active RETURNING version", ("kind", document.Kind), ("name", document.Name)).ScalarAsync<int?>(cancellationToken);
        await connection.Command("UPDATE control.config_documents SET active = true WHERE kind = @kind AND name = @name AND version = @version",
            ("kind", document.Kind), ("name", document.Name), ("version", document.Version)).RunAsync(cancellationToken);
        await connection.Command("UPDATE control.config_revision SET revision = revision + 1").RunAsync(cancellationToken);
        return new AuditAct
        {
            Company = ConfigKinds.BelongsToCompany(document.Kind) ? document.Name : null,
            Action = action,
            Subject = $"config:{document.Kind}:{document.Name}",
            Before = before is null ? null : string.Create(CultureInfo.InvariantCulture, $"v{before}"),
            After = string.Create(CultureInfo.InvariantCulture, $"v{document.Version} {document.Sha256}"),
            By = by,
        };
    }
}
