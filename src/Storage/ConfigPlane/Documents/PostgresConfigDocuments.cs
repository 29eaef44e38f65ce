using System.Text.Json.Nodes;
using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane.Checks;
using DataHound.Storage.ConfigPlane.Layers;
using DataHound.Storage.ConfigPlane.Secrets;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;
using static DataHound.Storage.ConfigPlane.Documents.ConfigDocumentQueries;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>Config documents in Postgres.</summary>
internal sealed class PostgresConfigDocuments(NpgsqlDataSource source, TimeProvider clock, ISecrets secrets, EnvironmentLayer environment) : IConfigDocuments
{
    /// <summary>Grows with every change of what is in force.</summary>
    public Task<long> RevisionAsync(CancellationToken cancellationToken) => source.Command("SELECT revision FROM control.config_revision").ScalarAsync<long>(cancellationToken);

    /// <summary>What is in force, with its revision.</summary>
    public async Task<(long Revision, ConfigSnapshot Snapshot)> LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var revision = await connection.Command("SELECT revision FROM control.config_revision").ScalarAsync<long>(cancellationToken);
        return (revision, await SnapshotAsync(await ActiveAsync(connection, cancellationToken), cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<ConfigSave> SaveAsync(ConfigEdit edit, CancellationToken cancellationToken)
    {
        var draft = ConfigDraftReader.Read($"{edit.Kind}.json", edit.Content, edit.Kind, ConfigKinds.BelongsToCompany(edit.Kind) ? edit.Name : null);
        if (draft.Name != edit.Name)
            throw ConfigErrors.Invalid(draft.Title, "$.name", $"is not '{edit.Name}', the name it is saved under");
        return (await InTransactionAsync(async connection =>
        {
            var active = await ConfigDocumentQueries.FindActiveAsync(connection, draft.Kind, draft.Name, cancellationToken);
            if (edit.BaseVersion is { } version && version != (active?.Version ?? 0))
                throw ConfigErrors.ChangedMeanwhile(draft.Kind, draft.Name, active?.Version ?? 0);
            return await SaveAsync(connection, [draft], edit.By, cancellationToken);
        }, cancellationToken))[0];
    }

    /// <summary>Takes over files: each becomes the version in force when it differs from what files brought last, so that edits made since then stay.</summary>
    public Task<IReadOnlyList<ConfigSave>> ImportAsync(IReadOnlyList<ConfigDraft> drafts, Initiator by, CancellationToken cancellationToken) =>
        InTransactionAsync(connection => SaveAsync(connection, drafts, by, cancellationToken), cancellationToken);

    /// <summary>Takes over documents as edits, all or none, and says what that changes.</summary>
    /// <param name="drafts">The documents.</param>
    /// <param name="by">Who takes them over, and why.</param>
    /// <param name="write">False only checks and compares.</param>
    /// <param name="cancellationToken">Stops the work; nothing is changed then.</param>
    public Task<IReadOnlyList<ConfigImportOutcome>> TakeOverAsync(IReadOnlyList<ConfigDraft> drafts, Initiator by, bool write, CancellationToken cancellationToken) =>
        InTransactionAsync<IReadOnlyList<ConfigImportOutcome>>(async connection =>
        {
            var active = await ActiveAsync(connection, cancellationToken);
            var changes = drafts.Select(draft => ConfigDifference.Between(active.FirstOrDefault(other => (other.Kind, other.Name) == (draft.Kind, draft.Name))?.Body ?? [], draft.Body)).ToList();
            if (!write)
            {
                await CheckAsync(drafts, active, cancellationToken);
                return [.. drafts.Select((draft, index) => new ConfigImportOutcome(draft.Kind, draft.Name, Version: null, changes[index]))];
            }

            var saves = await SaveAsync(connection, drafts, by, cancellationToken);
            return [.. drafts.Select((draft, index) => new ConfigImportOutcome(draft.Kind, draft.Name, saves[index].Document.Version, changes[index]))];
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<ConfigDocument> ActivateAsync(string kind, string name, int version, Initiator by, CancellationToken cancellationToken) => InTransactionAsync(async connection =>
    {
        var document = await ConfigDocumentQueries.FindAsync(connection, kind, name, version, cancellationToken) ?? throw ConfigErrors.VersionMissing(kind, name, version);
        await CheckAsync([document.ToDraft()], await ActiveAsync(connection, cancellationToken), cancellationToken);
        var act = await ConfigDocumentWriter.PutIntoForceAsync(connection, document, "config.activate", by, cancellationToken);
        await AuditWriter.AppendAsync(connection, act, clock.Now(), cancellationToken);
        return document with { Active = true };
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<ConfigDocument?> FindActiveAsync(string kind, string name, CancellationToken cancellationToken) =>
        ConnectedAsync(connection => ConfigDocumentQueries.FindActiveAsync(connection, kind, name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<ConfigDocument?> FindAsync(string kind, string name, int version, CancellationToken cancellationToken) =>
        ConnectedAsync(connection => ConfigDocumentQueries.FindAsync(connection, kind, name, version, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConfigDocument>> ListActiveAsync(CancellationToken cancellationToken) =>
        ConnectedAsync<IReadOnlyList<ConfigDocument>>(async connection => await ConfigDocumentQueries.ListActiveAsync(connection, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Page<ConfigDocument>> ListVersionsAsync(string kind, string name, int limit, int? before, CancellationToken cancellationToken) =>
        ConnectedAsync(connection => PageVersionsAsync(connection, kind, name, limit, before, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConfigChange>> CompareAsync(string kind, string name, int fromVersion, int toVersion, CancellationToken cancellationToken) => ConnectedAsync(async connection =>
    {
        var before = await RequireAsync(connection, kind, name, fromVersion, cancellationToken);
        var after = await RequireAsync(connection, kind, name, toVersion, cancellationToken);
        return ConfigDifference.Between(before, after);
    }, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConfigValue>> ExplainAsync(string kind, string name, CancellationToken cancellationToken) =>
        (await LoadAsync(cancellationToken)).Snapshot.Explain(kind, name);

    private static async Task<JsonObject> RequireAsync(NpgsqlConnection connection, string kind, string name, int version, CancellationToken cancellationToken) =>
        (await ConfigDocumentQueries.FindAsync(connection, kind, name, version, cancellationToken) ?? throw ConfigErrors.VersionMissing(kind, name, version)).ToDraft().Body;

    private async Task<T> ConnectedAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await work(connection);
    }

    private Task<T> InTransactionAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) => ConnectedAsync(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync("config", cancellationToken);
        var result = await work(connection);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }, cancellationToken);

    private async Task<IReadOnlyList<ConfigSave>> SaveAsync(NpgsqlConnection connection, IReadOnlyList<ConfigDraft> drafts, Initiator by, CancellationToken cancellationToken)
    {
        var known = new List<ConfigDocument?>();
        foreach (var draft in drafts)
            known.Add(await FindSameAsync(connection, draft, cancellationToken));
        await CheckAsync([.. drafts.Where((_, index) => known[index] is null)], await ActiveAsync(connection, cancellationToken), cancellationToken);

        var saves = new List<ConfigSave>();
        var acts = new List<AuditAct>();
        for (var index = 0; index < drafts.Count; index++)
        {
            if (known[index] is { } same)
            {
                saves.Add(new ConfigSave(same, Created: false));
                continue;
            }

            var document = await ConfigDocumentWriter.InsertAsync(connection, drafts[index], by, clock.Now(), cancellationToken);
            acts.Add(await ConfigDocumentWriter.PutIntoForceAsync(connection, document, "config.put", by, cancellationToken));
            saves.Add(new ConfigSave(document, Created: true));
        }

        await AuditWriter.AppendAsync(connection, acts, clock.Now(), cancellationToken);
        return saves;
    }

    /// <summary>A file is known when the last file had its content; an edit, when the version in force has it.</summary>
    private static async Task<ConfigDocument?> FindSameAsync(NpgsqlConnection connection, ConfigDraft draft, CancellationToken cancellationToken)
    {
        var last = draft.Layer is ConfigLayer.File
            ? await FindLastFileAsync(connection, draft.Kind, draft.Name, cancellationToken)
            : await ConfigDocumentQueries.FindActiveAsync(connection, draft.Kind, draft.Name, cancellationToken);
        return last?.Sha256 == draft.Sha256 ? last : null;
    }

    private async Task CheckAsync(IReadOnlyList<ConfigDraft> changed, IReadOnlyList<ConfigDraft> active, CancellationToken cancellationToken)
    {
        var snapshot = await SnapshotAsync([.. changed, .. active.Where(draft => !changed.Any(other => other.Kind == draft.Kind && other.Name == draft.Name))], cancellationToken);
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

    private async Task<ConfigSnapshot> SnapshotAsync(IReadOnlyList<ConfigDraft> drafts, CancellationToken cancellationToken) =>
        new(drafts, environment, await secrets.FindAsync([.. drafts.SelectMany(draft => SecretReferences.Names(draft.Body)), .. environment.SecretNames()], cancellationToken));

    private static async Task<IReadOnlyList<ConfigDraft>> ActiveAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await ConfigDocumentQueries.ListActiveAsync(connection, cancellationToken)).ConvertAll(document => document.ToDraft());
}
