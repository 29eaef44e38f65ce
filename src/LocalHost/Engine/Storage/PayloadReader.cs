using LocalHost.Engine.History;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Brings back texts that were put aside.</summary>
internal static class PayloadReader
{
    /// <summary>Reads the payloads of some instances' items, in one query, and in none when there are none.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="hub">The task hub.</param>
    /// <param name="items">Instances and items as stored.</param>
    /// <param name="withInputs">Whether the inputs of calls are wanted too.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<Dictionary<(string InstanceId, Guid Payload), string>> ReadAsync(
        NpgsqlConnection connection,
        int hub,
        IEnumerable<(string InstanceId, HistoryItem Item)> items,
        bool withInputs,
        CancellationToken cancellationToken)
    {
        var wanted = items
            .SelectMany(row => References(row.Item, withInputs).Select(payload => (row.InstanceId, Payload: payload)))
            .Distinct()
            .ToList();
        var found = new Dictionary<(string, Guid), string>();
        if (wanted.Count == 0)
        {
            return found;
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            SELECT p.instance_id, p.payload_id, p.data FROM unnest($2::text[], $3::uuid[]) w (instance_id, payload_id)
            JOIN durable.payloads p ON p.hub_id = $1 AND p.instance_id = w.instance_id AND p.payload_id = w.payload_id
            """,
            hub,
            wanted.Column(row => row.InstanceId),
            wanted.Column(row => row.Payload));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetString(0), reader.GetGuid(1)), reader.GetString(2));
        }

        return found;
    }

    /// <summary>An item with its texts in the place of their references.</summary>
    public static HistoryItem Whole(HistoryItem item, string instanceId, Dictionary<(string InstanceId, Guid Payload), string> payloads)
    {
        if (PayloadReference.Read(item.Data) is { } data && payloads.TryGetValue((instanceId, data), out var text))
        {
            item = item with { Data = text, DataReference = data };
        }

        return PayloadReference.Read(item.Input) is { } input && payloads.TryGetValue((instanceId, input), out var given) ? item with { Input = given } : item;
    }

    /// <summary>A step with the texts of its items.</summary>
    public static StoredStep Whole(StoredStep step, string instanceId, Dictionary<(string InstanceId, Guid Payload), string> payloads) =>
        payloads.Count == 0
        ? step
        : step with
        {
            Record = new StepRecord(
                [.. step.Record.Received.Select(item => Whole(item, instanceId, payloads))],
                [.. step.Record.Emitted.Select(item => Whole(item, instanceId, payloads))]),
        };

    private static IEnumerable<Guid> References(HistoryItem item, bool withInputs)
    {
        if (PayloadReference.Read(item.Data) is { } data)
        {
            yield return data;
        }

        if (withInputs && PayloadReference.Read(item.Input) is { } input)
        {
            yield return input;
        }
    }
}
