using DataHound.Domain.Reviews;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>What is known about commits, whether a pull request stands at them or not.</summary>
internal static class CommitCheckRows
{
    /// <summary>Keeps what was said, unless something newer is known of the same name.</summary>
    public static async Task SaveAsync(NpgsqlConnection connection, CommitCheck check, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, check.Repository, check.HeadSha, cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.commit_checks AS c (repo, head_sha, name, check_name, passed, reported_at) VALUES (@repo, @sha, @name, @check, @passed::boolean, @at)
            ON CONFLICT (repo, head_sha, name) DO UPDATE SET check_name = excluded.check_name, passed = excluded.passed, reported_at = excluded.reported_at
            WHERE c.reported_at <= excluded.reported_at
            """,
            ("repo", check.Repository), ("sha", check.HeadSha), ("name", check.Name), ("check", check.Check), ("passed", check.Passed), ("at", check.At)).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What the checks of a commit come to: a check says no when one of its parts does, and yes when all do.</summary>
    public static async Task<IReadOnlyDictionary<string, ReviewCheck>> ListAsync(NpgsqlConnection connection, string repository, string sha, string by, CancellationToken cancellationToken) =>
        (await connection.Command(
            """
            SELECT check_name, CASE WHEN bool_or(NOT passed) THEN false WHEN bool_or(passed IS NULL) THEN NULL ELSE true END, max(reported_at)
            FROM control.commit_checks WHERE repo = @repo AND head_sha = @sha GROUP BY check_name
            """,
            ("repo", repository), ("sha", sha)).ListAsync(
                reader => (Check: reader.GetString(0), Answer: new ReviewCheck(reader.IsDBNull(1) ? null : reader.GetBoolean(1), reader.Instant(2), by)), cancellationToken))
        .ToDictionary(row => row.Check, row => row.Answer, StringComparer.Ordinal);

    /// <summary>Puts whoever keeps an answer and whoever moves a gate to the commit one after the other, so that neither misses the other.</summary>
    public static Task LockAsync(NpgsqlConnection connection, string repository, string sha, CancellationToken cancellationToken) =>
        connection.LockAsync($"commit:{repository}@{sha}", cancellationToken);
}
