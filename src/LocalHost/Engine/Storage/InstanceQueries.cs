using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine.History;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Reads instances for those who watch them.</summary>
internal static class InstanceQueries
{
    private static readonly string Columns =
        $"""
        i.instance_id, i.name, i.status, i.created_at, coalesce(s.updated_at, i.updated_at), i.tags,
        CASE WHEN $2 THEN {PayloadReference.Whole("i", "input")} END, CASE WHEN $2 THEN {PayloadReference.Whole("i", "output")} END,
        CASE WHEN $2 THEN {PayloadReference.Whole("i", "custom_status")} END, CASE WHEN $2 THEN i.failure END
        """;

    private const string Source =
        "durable.instances i LEFT JOIN durable.sessions s ON s.hub_id = i.hub_id AND s.instance_id = i.instance_id";

    public static async Task<OrchestrationMetadata?> FindAsync(
        DurableDatabase database,
        string instanceId,
        bool withPayloads,
        DataConverter converter,
        CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        await using var command = database.DataSource.CreateCommand($"SELECT {Columns} FROM {Source} WHERE i.hub_id = $1 AND i.instance_id = $3");
        Add(command, hub, withPayloads, instanceId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Metadata(reader, converter) : null;
    }

    /// <summary>One page, in the order of creation.</summary>
    public static async Task<Page<OrchestrationMetadata>> PageAsync(
        DurableDatabase database,
        OrchestrationQuery query,
        string? continuationToken,
        int pageSize,
        DataConverter converter,
        CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        var statuses = query.Statuses?.Select(status => (short)status).ToArray();
        var after = PageToken.Read(continuationToken);
        await using var command = database.DataSource.CreateCommand(
            $"""
            SELECT {Columns} FROM {Source}
            WHERE i.hub_id IN (SELECT hub_id FROM durable.hubs WHERE CASE WHEN $10::text[] IS NULL THEN hub_id = $1 ELSE name = ANY($10) END)
              AND ($3::timestamptz IS NULL OR i.created_at >= $3) AND ($4::timestamptz IS NULL OR i.created_at <= $4)
              AND ($5::smallint[] IS NULL OR i.status = ANY($5)) AND ($6::text IS NULL OR starts_with(i.instance_id, $6))
              AND ($7::timestamptz IS NULL OR (i.created_at, i.instance_id) > ($7, $8))
            ORDER BY i.created_at, i.instance_id LIMIT $9
            """);
        Add(
            command,
            hub,
            query.FetchInputsAndOutputs,
            Null(query.CreatedFrom?.ToUniversalTime()),
            Null(query.CreatedTo?.ToUniversalTime()),
            Null(statuses),
            Null(query.InstanceIdPrefix),
            Null(after?.Time),
            Null(after?.InstanceId),
            (long)pageSize + 1,
            Null(query.TaskHubNames?.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<OrchestrationMetadata>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(Metadata(reader, converter));
        }

        if (found.Count <= pageSize)
        {
            return new Page<OrchestrationMetadata>(found);
        }

        found.RemoveAt(pageSize);
        return new Page<OrchestrationMetadata>(found, PageToken.Write(found[^1].CreatedAt, found[^1].InstanceId));
    }

    /// <summary>The ids of finished instances, in the order they finished.</summary>
    public static async Task<Page<string>> FinishedIdsAsync(
        DurableDatabase database,
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int pageSize,
        string? continuationToken,
        CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        var after = PageToken.Read(continuationToken);
        await using var command = database.DataSource.CreateCommand(
            """
            SELECT instance_id, completed_at FROM durable.instances
            WHERE hub_id = $1 AND completed_at IS NOT NULL AND ($2::smallint[] IS NULL OR status = ANY($2))
              AND ($3::timestamptz IS NULL OR completed_at >= $3) AND ($4::timestamptz IS NULL OR completed_at <= $4)
              AND ($5::timestamptz IS NULL OR (completed_at, instance_id) > ($5, $6))
            ORDER BY completed_at, instance_id LIMIT $7
            """);
        Add(
            command,
            hub,
            Null(statuses?.Select(status => (short)status).ToArray()),
            Null(from?.ToUniversalTime()),
            Null(to?.ToUniversalTime()),
            Null(after?.Time),
            Null(after?.InstanceId),
            (long)pageSize + 1);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(string Id, DateTimeOffset At)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }

        var token = found.Count > pageSize ? PageToken.Write(found[pageSize - 1].At, found[pageSize - 1].Id) : null;
        return new Page<string>([.. found.Take(pageSize).Select(row => row.Id)], token);
    }

    /// <summary>Of some instances, those that have begun.</summary>
    public static Task<List<string>> BegunAsync(NpgsqlDataSource dataSource, int hub, string[] instances, CancellationToken cancellationToken) =>
        IdsAsync(dataSource, "status <> 6", hub, instances, cancellationToken);

    /// <summary>Of some instances, those that are finished.</summary>
    public static Task<List<string>> FinishedAsync(NpgsqlDataSource dataSource, int hub, string[] instances, CancellationToken cancellationToken) =>
        IdsAsync(dataSource, "completed_at IS NOT NULL", hub, instances, cancellationToken);

    /// <summary>The steps of an instance's present generation.</summary>
    public static async Task<(List<StoredStep> Steps, string? Input)> HistoryAsync(DurableDatabase database, string instanceId, CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            SELECT h.step, h.taken_at, h.events, {PayloadReference.Whole("i", "input")} FROM durable.instances i JOIN durable.history h ON h.execution_id = i.execution_id
            WHERE i.hub_id = $1 AND i.instance_id = $2 ORDER BY h.step
            """,
            connection);
        Add(command, hub, instanceId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var steps = new List<StoredStep>();
        string? input = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            steps.Add(new StoredStep(reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), HistoryJson.ReadStep(reader.GetString(2))));
            input = Text(reader, 3);
        }

        await reader.DisposeAsync();
        var items = steps.SelectMany(step => step.Record.Received.Concat(step.Record.Emitted)).Select(item => (instanceId, item));
        var payloads = await PayloadReader.ReadAsync(connection, hub, items, withInputs: true, cancellationToken);
        return (steps.ConvertAll(step => PayloadReader.Whole(step, instanceId, payloads)), input);
    }

    private static async Task<List<string>> IdsAsync(
        NpgsqlDataSource dataSource,
        string condition,
        int hub,
        string[] instances,
        CancellationToken cancellationToken)
    {
        var found = new List<string>();
        if (instances.Length == 0)
        {
            return found;
        }

        await using var command = dataSource.CreateCommand(
            $"SELECT instance_id FROM durable.instances WHERE hub_id = $1 AND instance_id = ANY($2) AND {condition}");
        Add(command, hub, instances);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    /// <summary>The version an instance has, or null for an unknown instance.</summary>
    public static async Task<string?> VersionAsync(DurableDatabase database, string instanceId, CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        await using var command = database.DataSource.CreateCommand("SELECT version FROM durable.instances WHERE hub_id = $1 AND instance_id = $2");
        Add(command, hub, instanceId);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static OrchestrationMetadata Metadata(NpgsqlDataReader reader, DataConverter converter) => new(reader.GetString(1), reader.GetString(0))
    {
        DataConverter = converter,
        RuntimeStatus = (OrchestrationRuntimeStatus)reader.GetInt16(2),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(3),
        LastUpdatedAt = reader.GetFieldValue<DateTimeOffset>(4),
        Tags = HistoryJson.ReadTags(Text(reader, 5)) ?? new Dictionary<string, string>(StringComparer.Ordinal),
        SerializedInput = Text(reader, 6),
        SerializedOutput = Text(reader, 7),
        SerializedCustomStatus = Text(reader, 8),
        FailureDetails = HistoryJson.ReadFailure(Text(reader, 9)),
    };

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static object Null(object? value) => value ?? DBNull.Value;

    private static void Add(NpgsqlCommand command, params ReadOnlySpan<object> parameters)
    {
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }
    }
}
