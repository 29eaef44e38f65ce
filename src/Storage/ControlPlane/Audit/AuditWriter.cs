using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;
using NpgsqlTypes;

namespace DataHound.Storage.ControlPlane.Audit;

/// <summary>
/// Appends to the audit log inside the transaction of the act itself: both happen or neither. Writers of one chain go one after another,
/// from here to the end of their transaction, so append last.
/// </summary>
internal static class AuditWriter
{
    /// <summary>How the chain of what concerns no single company is named in the tables.</summary>
    public const string NoCompany = "";

    /// <summary>Appends acts in their order. The connection has an open transaction.</summary>
    public static async Task AppendAsync(NpgsqlConnection connection, IReadOnlyList<AuditAct> acts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (acts.Count == 0)
            return;
        var heads = await LockHeadsAsync(connection, [.. acts.Select(ChainOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], cancellationToken);
        var entries = new List<AuditEntry>(acts.Count);
        foreach (var act in acts)
        {
            var entry = AuditChain.Link(heads[ChainOf(act)], act, now);
            heads[ChainOf(act)] = new AuditHead(entry.Sequence, entry.Hash);
            entries.Add(entry);
        }

        await InsertAsync(connection, entries, cancellationToken);
        await connection.Command(
            "UPDATE control.audit_heads h SET sequence = n.sequence, hash = n.hash FROM unnest(@companies, @sequences, @hashes) AS n (company, sequence, hash) WHERE h.company = n.company",
            ("companies", heads.Keys.ToArray()), ("sequences", heads.Values.Select(head => head.Sequence).ToArray()), ("hashes", heads.Values.Select(head => head.Hash).ToArray()))
            .RunAsync(cancellationToken);
    }

    /// <summary>Appends one act.</summary>
    public static Task AppendAsync(NpgsqlConnection connection, AuditAct act, DateTimeOffset now, CancellationToken cancellationToken) => AppendAsync(connection, [act], now, cancellationToken);

    private static string ChainOf(AuditAct act) => act.Company ?? NoCompany;

    /// <summary>Locks in one order, so that two writers of several chains cannot wait for each other.</summary>
    private static async Task<Dictionary<string, AuditHead>> LockHeadsAsync(NpgsqlConnection connection, string[] companies, CancellationToken cancellationToken)
    {
        await connection.Command(
            "INSERT INTO control.audit_heads (company, sequence, hash) SELECT company, 0, @genesis FROM unnest(@companies) AS company ON CONFLICT DO NOTHING",
            ("companies", companies), ("genesis", AuditChain.Genesis)).RunAsync(cancellationToken);
        var heads = await connection.Command(
            "SELECT company, sequence, hash FROM control.audit_heads WHERE company = ANY (@companies) ORDER BY company COLLATE \"C\" FOR UPDATE",
            ("companies", companies)).ListAsync(reader => KeyValuePair.Create(reader.GetString(0), new AuditHead(reader.GetInt64(1), reader.GetString(2))), cancellationToken);
        return new Dictionary<string, AuditHead>(heads, StringComparer.Ordinal);
    }

    private static async Task InsertAsync(NpgsqlConnection connection, List<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var command = connection.Command(
            """
            INSERT INTO control.audit_log (company, sequence, at, actor, action, subject, before_ref, after_ref, reason, request_id, previous_hash, hash)
            SELECT * FROM unnest(@companies, @sequences, @times, @actors, @actions, @subjects, @befores, @afters, @reasons, @requests, @previous, @hashes)
            """,
            ("companies", entries.ConvertAll(entry => ChainOf(entry.Act))), ("sequences", entries.ConvertAll(entry => entry.Sequence)),
            ("times", entries.ConvertAll(entry => entry.At.UtcDateTime)), ("actors", entries.ConvertAll(entry => entry.Act.By.Actor)),
            ("actions", entries.ConvertAll(entry => entry.Act.Action)), ("subjects", entries.ConvertAll(entry => entry.Act.Subject)),
            ("previous", entries.ConvertAll(entry => entry.PreviousHash)), ("hashes", entries.ConvertAll(entry => entry.Hash)));
        AddTexts(command, "befores", entries, entry => entry.Act.Before);
        AddTexts(command, "afters", entries, entry => entry.Act.After);
        AddTexts(command, "reasons", entries, entry => entry.Act.By.Reason);
        AddTexts(command, "requests", entries, entry => entry.Act.By.RequestId);
        await command.RunAsync(cancellationToken);
    }

    private static void AddTexts(NpgsqlCommand command, string name, List<AuditEntry> entries, Func<AuditEntry, string?> field) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = entries.Select(field).ToArray() });
}
