using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>Reads scheduled tasks.</summary>
internal static class ScheduledTaskRows
{
    /// <summary>The columns that <see cref="Read"/> reads.</summary>
    public const string Columns =
        """
        t.id, t.task_key, t.task_type, t.company, t.config_json, t.schedule_expr, t.timezone, CASE WHEN t.status = 'paused' AND d.errored_at IS NOT NULL THEN 'error' ELSE t.status END,
        d.priority, d.catch_up, d.catch_up_limit, d.overlap, d.recovery, d.jitter_seconds, d.time_limit_seconds, d.version, d.next_tick_at, d.last_tick_at, d.failures_in_a_row,
        t.created_at, t.updated_at
        """;

    /// <summary>How many columns <see cref="Read"/> reads.</summary>
    public const int ColumnCount = 21;

    /// <summary>Where they come from.</summary>
    public const string Tables = "control.scheduler_tasks t JOIN control.scheduler_task_details d ON d.task_id = t.id";

    /// <summary>One task of any status, or null.</summary>
    public static Task<ScheduledTask?> FindAsync(NpgsqlConnection connection, string key, CancellationToken cancellationToken) =>
        connection.Command($"SELECT {Columns} FROM {Tables} WHERE t.task_key = @key", ("key", key)).FirstAsync(Read, cancellationToken);

    /// <summary>One task of any status, or null; nobody else changes it or its runs until the transaction ends.</summary>
    public static async Task<ScheduledTask?> LockAsync(NpgsqlConnection connection, string key, CancellationToken cancellationToken)
    {
        // Locked first and read afterwards: a statement that waits for the lock would read the other table as it was before.
        await connection.Command(
            "SELECT FROM control.scheduler_task_details WHERE task_id = (SELECT id FROM control.scheduler_tasks WHERE task_key = @key) FOR UPDATE", ("key", key)).RunAsync(cancellationToken);
        return await FindAsync(connection, key, cancellationToken);
    }

    /// <summary>Reads a row.</summary>
    public static ScheduledTask Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Definition = new ScheduledTaskDefinition
        {
            Key = reader.GetString(1),
            Type = reader.GetString(2),
            Company = reader.GetString(3),
            ConfigJson = reader.GetString(4),
            Schedule = ScheduleExpression.Parse(reader.GetString(5)),
            TimeZone = reader.GetString(6),
            Priority = reader.GetInt32(8),
            CatchUp = EnumWords.Parse<CatchUp>(reader.GetString(9)),
            CatchUpLimit = reader.GetInt32(10),
            Overlap = EnumWords.Parse<Overlap>(reader.GetString(11)),
            Recovery = EnumWords.Parse<Recovery>(reader.GetString(12)),
            Jitter = TimeSpan.FromSeconds(reader.GetInt32(13)),
            TimeLimit = TimeSpan.FromSeconds(reader.GetInt32(14)),
        },
        Status = EnumWords.Parse<ScheduledTaskStatus>(reader.GetString(7)),
        Version = reader.GetInt64(15),
        NextTick = reader.InstantOrNull(16),
        LastTick = reader.InstantOrNull(17),
        FailuresInARow = reader.GetInt32(18),
        CreatedAt = reader.Instant(19),
        UpdatedAt = reader.Instant(20),
    };
}
