using LocalHost.Engine;
using LocalHost.Functions.Hosting;
using Npgsql;

namespace LocalHost.Functions.Timers;

/// <summary>
/// The timers' table. A tick is claimed by an advisory lock held while the function runs, and done when the row moves on to the next tick: a
/// process that dies in between leaves the tick to the next one.
/// </summary>
internal sealed class TimerStore(HostDatabase database, DurableTaskEngineOptions engine)
{
    // The lock is the one the engine takes for its own migrations: both create the schema.
    private const string Migration = """
        select pg_advisory_xact_lock(3872253);
        set local client_min_messages = warning;
        create schema if not exists durable;
        create table if not exists durable.timer_functions (
          task_hub text not null,
          function_name text not null,
          schedule text not null,
          last_tick timestamptz,
          next_tick timestamptz not null,
          updated_at timestamptz not null,
          primary key (task_hub, function_name)
        );
        """;

    private const string Register = """
        insert into durable.timer_functions as t (task_hub, function_name, schedule, next_tick, updated_at)
        values ($1, $2, $3, $4, $5)
        on conflict (task_hub, function_name) do update
        set schedule = excluded.schedule, next_tick = excluded.next_tick, updated_at = excluded.updated_at
        where t.schedule <> excluded.schedule or (not $6 and t.next_tick <= $5)
        """;

    private const string Select = "select last_tick, next_tick, updated_at from durable.timer_functions where task_hub = $1 and function_name = $2";

    private const string Lock = "select pg_try_advisory_lock(hashtextextended($1 || '/' || $2, 7071))";

    private const string Complete = """
        update durable.timer_functions set last_tick = $3, next_tick = $4, updated_at = $5
        where task_hub = $1 and function_name = $2 and next_tick = $3
        """;

    private const string Skip = """
        update durable.timer_functions set next_tick = $4, updated_at = $5
        where task_hub = $1 and function_name = $2 and next_tick = $3
        """;

    /// <summary>Creates the table if need be.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using NpgsqlCommand command = new(Migration, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Makes the timer known. A changed schedule begins anew; so does one that is late and not monitored.</summary>
    public async Task RegisterAsync(TimerPlan plan, DateTimeOffset next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand(Register);
        AddKey(command, plan);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = plan.Text });
        AddTimes(command, next, now);
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = plan.UseMonitor });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The timer's state; null when another removed it.</summary>
    public async Task<TimerState?> ReadAsync(TimerPlan plan, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(connection, plan, cancellationToken);
    }

    /// <summary>Claims a tick; null when another process has it or had it. The claim ends when it is disposed, or with this process.</summary>
    public async Task<IAsyncDisposable?> TryClaimAsync(TimerPlan plan, DateTimeOffset tick, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await database.Source.OpenConnectionAsync(cancellationToken);
        bool isClaimed = false;
        try
        {
            await using NpgsqlCommand command = new(Lock, connection);
            AddKey(command, plan);
            isClaimed = await command.ExecuteScalarAsync(cancellationToken) is true
                && (await ReadAsync(connection, plan, cancellationToken))?.NextTick == tick;
            return isClaimed ? connection : null;
        }
        finally
        {
            // Closing resets the session, which releases its locks.
            if (!isClaimed)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Moves on to the next tick, once.</summary>
    public Task CompleteAsync(TimerPlan plan, DateTimeOffset tick, DateTimeOffset next, DateTimeOffset now, CancellationToken cancellationToken) =>
        MoveAsync(Complete, plan, tick, next, now, cancellationToken);

    /// <summary>Moves on to a later tick without one that ran.</summary>
    public Task SkipAsync(TimerPlan plan, DateTimeOffset tick, DateTimeOffset next, DateTimeOffset now, CancellationToken cancellationToken) =>
        MoveAsync(Skip, plan, tick, next, now, cancellationToken);

    private async Task MoveAsync(string sql, TimerPlan plan, DateTimeOffset tick, DateTimeOffset next, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.Source.CreateCommand(sql);
        AddKey(command, plan);
        AddTimes(command, tick, next, now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<TimerState?> ReadAsync(NpgsqlConnection connection, TimerPlan plan, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(Select, connection);
        AddKey(command, plan);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        return new TimerState(
            await reader.IsDBNullAsync(0, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(0),
            reader.GetFieldValue<DateTimeOffset>(1),
            reader.GetFieldValue<DateTimeOffset>(2));
    }

    private void AddKey(NpgsqlCommand command, TimerPlan plan)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = engine.HubName });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = plan.Function.Name });
    }

    private static void AddTimes(NpgsqlCommand command, params ReadOnlySpan<DateTimeOffset> times)
    {
        foreach (DateTimeOffset time in times)
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.ToUniversalTime() });
    }
}
