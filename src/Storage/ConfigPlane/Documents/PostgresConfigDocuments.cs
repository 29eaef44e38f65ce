using System.Globalization;
using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane.Checks;
using DataHound.Storage.ConfigPlane.Secrets;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>Config documents in Postgres.</summary>
internal sealed class PostgresConfigDocuments(NpgsqlDataSource source, TimeProvider clock, ISecrets secrets) : IConfigDocuments
{
    private const string Select = "SELECT kind, name, version, sha256, content, source, author, active, created_at FROM control.config_documents";
    private const string FromApi = "api";
    private const string FromFile = "file";

    /// <summary>Grows with every change of what is in force.</summary>
    public Task<long> RevisionAsync(CancellationToken cancellationToken) => source.Command("SELECT revision FROM control.config_revision").ScalarAsync<long>(cancellationToken);

    /// <summary>What is in force, with its revision.</summary>
    public async Task<(long Revision, ConfigSnapshot Snapshot)> LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var revision = await connection.Command("SELECT revision FROM control.config_revision").ScalarAsync<long>(cancellationToken);
        return (revision, new ConfigSnapshot(await ActiveAsync(connection, cancellationToken), secrets));
    }

    /// <inheritdoc/>
    public async Task<ConfigSave> SaveAsync(string kind, string? company, string content, Initiator by, CancellationToken cancellationToken)
    {
        var draft = ConfigDraftReader.Read($"{kind}.json", content, kind, company);
        return (await SaveAsync([draft], FromApi, by, cancellationToken))[0];
    }

    /// <summary>Takes over files: each becomes the version in force when it differs from what files brought last, so that edits made since then stay.</summary>
    public Task<IReadOnlyList<ConfigSave>> ImportAsync(IReadOnlyList<ConfigDraft> drafts, Initiator by, CancellationToken cancellationToken) => SaveAsync(drafts, FromFile, by, cancellationToken);

    /// <inheritdoc/>
    public async Task<ConfigDocument> ActivateAsync(string kind, string name, int version, Initiator by, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync("config", cancellationToken);
        var document = await connection.Command($"{Select} WHERE kind = @kind AND name = @name AND version = @version", ("kind", kind), ("name", name), ("version", version)).FirstAsync(Read, cancellationToken)
            ?? throw ConfigErrors.Missing(kind, name);
        Check([Draft(document)], await ActiveAsync(connection, cancellationToken));
        var act = await ActivateAsync(connection, document, "config.activate", by, cancellationToken);
        await AuditWriter.AppendAsync(connection, act, clock.Now(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return document with { Active = true };
    }

    /// <inheritdoc/>
    public Task<ConfigDocument?> FindActiveAsync(string kind, string name, CancellationToken cancellationToken) =>
        source.Command($"{Select} WHERE kind = @kind AND name = @name AND active", ("kind", kind), ("name", name)).FirstAsync(Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConfigDocument>> ListVersionsAsync(string kind, string name, CancellationToken cancellationToken) =>
        await source.Command($"{Select} WHERE kind = @kind AND name = @name ORDER BY version DESC", ("kind", kind), ("name", name)).ListAsync(Read, cancellationToken);

    private async Task<IReadOnlyList<ConfigSave>> SaveAsync(IReadOnlyList<ConfigDraft> drafts, string origin, Initiator by, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync("config", cancellationToken);
        var known = new List<ConfigDocument?>();
        foreach (var draft in drafts)
            known.Add(await FindSameAsync(connection, draft, origin, cancellationToken));
        Check([.. drafts.Where((_, index) => known[index] is null)], await ActiveAsync(connection, cancellationToken));

        var saves = new List<ConfigSave>();
        var acts = new List<AuditAct>();
        for (var index = 0; index < drafts.Count; index++)
        {
            if (known[index] is { } same)
            {
                saves.Add(new ConfigSave(same, Created: false));
                continue;
            }

            var document = await InsertAsync(connection, drafts[index], origin, by, cancellationToken);
            acts.Add(await ActivateAsync(connection, document, "config.put", by, cancellationToken));
            saves.Add(new ConfigSave(document, Created: true));
        }

        await AuditWriter.AppendAsync(connection, acts, clock.Now(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return saves;
    }

    /// <summary>A file is known when the last file had its content; an edit, when the version in force has it.</summary>
    private static async Task<ConfigDocument?> FindSameAsync(NpgsqlConnection connection, ConfigDraft draft, string origin, CancellationToken cancellationToken)
    {
        var last = await connection.Command(
            $"{Select} WHERE kind = @kind AND name = @name AND {(origin is FromFile ? "source = 'file'" : "active")} ORDER BY version DESC LIMIT 1",
            ("kind", draft.Kind), ("name", draft.Name)).FirstAsync(Read, cancellationToken);
        return last?.Sha256 == draft.Sha256 ? last : null;
    }

    private void Check(IReadOnlyList<ConfigDraft> changed, IReadOnlyList<ConfigDraft> active)
    {
        var snapshot = new ConfigSnapshot([.. changed, .. active.Where(draft => !changed.Any(other => other.Kind == draft.Kind && other.Name == draft.Name))], secrets);
        foreach (var draft in changed)
            snapshot.Check(draft);
        if (!changed.Any(draft => draft.Kind is ConfigKinds.EventDefaults or ConfigKinds.Pipeline))
            return;
        foreach (var company in snapshot.Companies)
        {
            _ = snapshot.Company(company);
            _ = snapshot.Events(company);
        }
    }

    private async Task<ConfigDocument> InsertAsync(NpgsqlConnection connection, ConfigDraft draft, string origin, Initiator by, CancellationToken cancellationToken)
    {
        var version = 1 + await connection.Command("SELECT max(version) FROM control.config_documents WHERE kind = @kind AND name = @name", ("kind", draft.Kind), ("name", draft.Name)).ScalarAsync<int>(cancellationToken);
        var document = new ConfigDocument
        {
            Kind = draft.Kind,
            Name = draft.Name,
            Version = version,
            Sha256 = draft.Sha256,
            Content = draft.Content,
            Source = origin,
            Author = by.Actor,
            Active = true,
            CreatedAt = clock.Now(),
        };
        await connection.Command(
            """
            INSERT INTO control.config_documents (id, kind, name, version, schema_version, sha256, content, source, author, active, created_at)
            VALUES (@id, @kind, @name, @version, @schema, @sha256, @content, @source, @author, false, @now)
            """,
            ("id", DeterministicId.Of("config", draft.Kind, draft.Name, version.ToString(CultureInfo.InvariantCulture))), ("kind", draft.Kind), ("name", draft.Name),
            ("version", version), ("schema", draft.SchemaVersion), ("sha256", document.Sha256), ("content", document.Content), ("source", origin), ("author", document.Author), ("now", document.CreatedAt))
            .RunAsync(cancellationToken);
        return document;
    }

    /// <summary>Puts a version into force.</summary>
    /// <returns>What the audit log is to keep of it.</returns>
    private static async Task<AuditAct> ActivateAsync(NpgsqlConnection connection, ConfigDocument document, string action, Initiator by, CancellationToken cancellationToken)
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

    private static async Task<IReadOnlyList<ConfigDraft>> ActiveAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.Command($"{Select} WHERE active ORDER BY kind, name").ListAsync(Read, cancellationToken)).ConvertAll(Draft);

    private static ConfigDraft Draft(ConfigDocument document) => ConfigDraftReader.Read($"{document.Kind} '{document.Name}'", document.Content, document.Kind, company: null);

    private static ConfigDocument Read(NpgsqlDataReader reader) => new()
    {
        Kind = reader.GetString(0),
        Name = reader.GetString(1),
        Version = reader.GetInt32(2),
        Sha256 = reader.GetString(3),
        Content = reader.GetString(4),
        Source = reader.GetString(5),
        Author = reader.GetString(6),
        Active = reader.GetBoolean(7),
        CreatedAt = reader.Instant(8),
    };
}
