using System.Globalization;

namespace LocalHost.Engine.Storage;

/// <summary>
/// The part of a claiming query in which keys take turns. It walks from key to key through an index that begins with hub and key, one
/// look for each, so its work does not grow with what is queued, nor with how many keys there are.
/// </summary>
internal static class Turns
{
    /// <summary>
    /// Common table expressions: <c>turns</c> holds the keys whose turn it is, in order, beginning after the last one served and going round;
    /// <c>share</c> holds how many they are, how much each may get, and the first of them.
    /// </summary>
    /// <param name="table">The table of what waits.</param>
    /// <param name="waiting">Which of its rows, called q, wait; as the index has it.</param>
    /// <param name="limit">The parameter that says how many rows are asked for, a bigint.</param>
    /// <param name="slice">How many rows a key may get in a turn at least.</param>
    /// <param name="after">The parameter with the key that was served last.</param>
    public static string Clauses(string table, string waiting, string limit, int slice, string after) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        later (fairness_key) AS (
            SELECT (SELECT q.fairness_key FROM {table} q WHERE {waiting} AND q.fairness_key > {after} ORDER BY q.fairness_key LIMIT 1)
            UNION ALL
            SELECT (SELECT q.fairness_key FROM {table} q WHERE {waiting} AND q.fairness_key > k.fairness_key ORDER BY q.fairness_key LIMIT 1)
            FROM later k WHERE k.fairness_key IS NOT NULL
        ), earlier (fairness_key) AS (
            SELECT (SELECT q.fairness_key FROM {table} q WHERE {waiting} AND q.fairness_key <= {after} ORDER BY q.fairness_key LIMIT 1)
            UNION ALL
            SELECT (SELECT q.fairness_key FROM {table} q
                    WHERE {waiting} AND q.fairness_key > k.fairness_key AND q.fairness_key <= {after} ORDER BY q.fairness_key LIMIT 1)
            FROM earlier k WHERE k.fairness_key IS NOT NULL
        ), turns AS MATERIALIZED (
            SELECT k.fairness_key, row_number() OVER () AS place FROM (
                SELECT fairness_key FROM later WHERE fairness_key IS NOT NULL
                UNION ALL
                SELECT fairness_key FROM earlier WHERE fairness_key IS NOT NULL
                LIMIT {limit}) k
        ), share AS MATERIALIZED (
            SELECT count(*) AS keys, greatest(({limit} + count(*) - 1) / greatest(count(*), 1), {slice}) AS quota,
                   coalesce(min(fairness_key) FILTER (WHERE place = 1), '') AS first_key
            FROM turns
        )
        """);
}
