using System.Collections.Immutable;
using System.Security.Cryptography;
using LocalHost.Engine.Storage;
using Npgsql;

namespace LocalHost.Functions.Keys;

/// <summary>The tables of the keys: hashes of this task hub's keys, and the secret of its links.</summary>
internal sealed class KeyStore(DurableDatabase database)
{
    private const string Select = """
        select scope, function_name, name, hash from durable.keys where hub_id = $1
        union all
        select '', '', '', secret from durable.link_secrets where hub_id = $1
        """;

    private const string Upsert = """
        insert into durable.keys as k (hub_id, scope, function_name, name, hash) values ($1, $2, $3, $4, $5)
        on conflict (hub_id, scope, function_name, name) do update set hash = excluded.hash, changed_at = clock_timestamp()
        returning k.xmax = 0
        """;

    private const string Delete = "delete from durable.keys where hub_id = $1 and scope = $2 and function_name = $3 and name = $4";

    private const string Secret = "insert into durable.link_secrets (hub_id, secret) values ($1, $2) on conflict (hub_id) do ";

    private const string RenewSecret = Secret + "update set secret = excluded.secret, changed_at = clock_timestamp()";

    private const string KeepSecret = Secret + "nothing";

    public async Task<KeySet> ReadAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.DataSource.CreateCommand(Select);
        Add(command, await database.HubAsync(cancellationToken));
        ImmutableArray<StoredKey>.Builder keys = ImmutableArray.CreateBuilder<StoredKey>();
        byte[] secret = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            byte[] bytes = reader.GetFieldValue<byte[]>(3);
            if (Enum.TryParse(reader.GetString(0), ignoreCase: true, out KeyScope scope))
                keys.Add(new StoredKey(new KeyPlace(scope, reader.GetString(1)), reader.GetString(2), new KeyHash(bytes)));
            else
                secret = bytes;
        }

        return new KeySet(keys.ToImmutable(), secret);
    }

    /// <summary>Makes or replaces a key; true when it is new. A new master key makes the links handed out before void.</summary>
    public async Task<bool> SetAsync(KeyPlace place, string name, KeyHash hash, CancellationToken cancellationToken)
    {
        int hub = await database.HubAsync(cancellationToken);
        await using NpgsqlConnection connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        bool isNew = await SetAsync(connection, hub, place, name, hash, cancellationToken);
        if (place.Scope == KeyScope.Master)
            await SetSecretAsync(connection, hub, RenewSecret, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isNew;
    }

    public async Task<bool> DeleteAsync(KeyPlace place, string name, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.DataSource.CreateCommand(Delete);
        Add(command, await database.HubAsync(cancellationToken));
        AddKey(command, place, name);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>
    /// Makes the links' secret and the master key where there are none, in one process only. The key is made before it is stored, so that it is
    /// not lost when the process ends in between.
    /// </summary>
    /// <param name="makeMaster">Makes the key and keeps it for its owner; null when the settings name one.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>Whether the key was made.</returns>
    public async Task<bool> PrepareAsync(Func<string>? makeMaster, CancellationToken cancellationToken)
    {
        int hub = await database.HubAsync(cancellationToken);
        await using NpgsqlConnection connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        bool isMissing = makeMaster is not null && !await HasMasterAsync(connection, hub, cancellationToken);
        await SetSecretAsync(connection, hub, KeepSecret, cancellationToken);
        if (isMissing)
            await SetAsync(connection, hub, KeyPlace.Master, KeyPlace.MasterName, KeyHash.Of(makeMaster!()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isMissing;
    }

    private static async Task<bool> HasMasterAsync(NpgsqlConnection connection, int hub, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand alone = new("lock table durable.link_secrets in share row exclusive mode", connection);
        await alone.ExecuteNonQueryAsync(cancellationToken);
        await using NpgsqlCommand command = new("select exists (select from durable.keys where hub_id = $1 and scope = 'master')", connection);
        Add(command, hub);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task<bool> SetAsync(NpgsqlConnection connection, int hub, KeyPlace place, string name, KeyHash hash, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(Upsert, connection);
        Add(command, hub);
        AddKey(command, place, name);
        Add(command, hash.Bytes);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task SetSecretAsync(NpgsqlConnection connection, int hub, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection);
        Add(command, hub);
        Add(command, RandomNumberGenerator.GetBytes(SecretKey.RandomBytes));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddKey(NpgsqlCommand command, KeyPlace place, string name)
    {
        Add(command, place.Scope.ToString().ToLowerInvariant());
        Add(command, place.Function);
        Add(command, name);
    }

    private static void Add<T>(NpgsqlCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
