using System.Globalization;
using DataHound.Storage.ControlPlane.Idempotency;
using DataHound.Storage.ControlPlane.Reconciling;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Upkeep;

/// <summary>The upkeep in Postgres. Several processes may do it at once: one works, the others wait for it.</summary>
internal sealed class PostgresUpkeep(NpgsqlDataSource source, IIdempotencyKeys keys, ControlPlaneOptions options, ReconcilingOptions reconciling, TimeProvider clock) : IControlPlaneUpkeep
{
    /// <summary>The tables by month, each with what tells a row that is still at work.</summary>
    private static readonly (string Table, string Unfinished)[] Monthly = [("pipeline_runs", "status = 'running'"), ("scheduler_runs", "finished_at IS NULL")];

    /// <inheritdoc/>
    public async Task<UpkeepReport> TendAsync(CancellationToken cancellationToken)
    {
        var forgotten = await keys.PruneAsync(cancellationToken);
        var longAgo = clock.Now() - NoticeAge();
        var (notices, alerts) = await new OldNotices(source).ForgetAsync(longAgo, cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await ForgetCommitChecksAsync(connection, longAgo, cancellationToken);
        var (added, detached) = (0, new List<string>());
        foreach (var (table, unfinished) in Monthly)
        {
            added += await AddMonthsAsync(connection, table, cancellationToken);
            if (options.RunMonths is { } months)
                detached.AddRange(await DetachAsync(connection, table, unfinished, clock.Now().UtcDateTime.AddMonths(-months), cancellationToken));
        }

        return new UpkeepReport { KeysForgotten = forgotten, NoticesForgotten = notices, AlertsForgotten = alerts, MonthsAdded = added, MonthsDetached = detached };
    }

    /// <summary>What reconciliation looks back at has to be there: it tells of ended runs without a notice.</summary>
    private TimeSpan NoticeAge()
    {
        var wanted = TimeSpan.FromDays(options.NoticeDays);
        var needed = reconciling.LookBack + TimeSpan.FromDays(1);
        return wanted > needed ? wanted : needed;
    }

    /// <summary>What is known about commits at which an open pull request stands, stays.</summary>
    private static Task ForgetCommitChecksAsync(NpgsqlConnection connection, DateTimeOffset before, CancellationToken cancellationToken) => connection.Command(
        """
        DELETE FROM control.commit_checks c WHERE reported_at < @before
            AND NOT EXISTS (SELECT FROM control.review_gate_details d WHERE d.head_sha = c.head_sha AND d.status <> 'closed')
        """,
        ("before", before)).RunAsync(cancellationToken);

    private async Task<int> AddMonthsAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await GiveWayAsync(connection, cancellationToken);
        var added = await connection.Command(
            """
            SELECT count(*) FILTER (WHERE control.add_month(@table, month::date))
            FROM generate_series(date_trunc('month', @now AT TIME ZONE 'UTC'), (@now AT TIME ZONE 'UTC') + make_interval(months => @ahead), interval '1 month') AS month
            """,
            ("table", table), ("now", clock.Now()), ("ahead", options.MonthsAhead)).ScalarAsync<long>(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (int)added;
    }

    private static async Task<List<string>> DetachAsync(NpgsqlConnection connection, string table, string unfinished, DateTime before, CancellationToken cancellationToken)
    {
        var last = $"{table}{before.ToString("'_'yyyy'_'MM", CultureInfo.InvariantCulture)}";
        var partitions = await connection.Command(
            """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = ('control.' || @table)::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$' AND c.relname < @last ORDER BY c.relname
            """,
            ("table", table), ("last", last)).ListAsync(reader => reader.GetString(0), cancellationToken);
        var detached = new List<string>();
        foreach (var partition in partitions)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await GiveWayAsync(connection, cancellationToken);
            await connection.Command($"LOCK TABLE control.{partition} IN SHARE MODE").RunAsync(cancellationToken);
            if (await connection.Command($"SELECT EXISTS (SELECT FROM control.{partition} WHERE {unfinished})").ScalarAsync<bool>(cancellationToken))
                continue;
            await connection.Command(
                $"""
                CREATE SCHEMA IF NOT EXISTS control_archive;
                ALTER TABLE control.{table} DETACH PARTITION control.{partition};
                ALTER TABLE control.{partition} SET SCHEMA control_archive;
                """).RunAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            detached.Add(partition);
        }

        return detached;
    }

    /// <summary>Upkeep gives way to the work: rather than have it queue behind a lock that is not to be had, this round is left out.</summary>
    private static async Task GiveWayAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.LockAsync("upkeep", cancellationToken);
        await connection.Command("SET LOCAL lock_timeout = '5s'").RunAsync(cancellationToken);
    }
}
