using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Cursors;

/// <summary>Moves cursors inside the transaction that publishes what was read.</summary>
internal static class CursorWriter
{
    /// <summary>Moves a cursor on.</summary>
    /// <exception cref="UserErrorException"><c>cursor_moved</c>: the lease was lost, or the cursor is no longer where the reading began. Nothing may be published then.</exception>
    public static async Task AdvanceAsync(NpgsqlConnection connection, string company, string runId, CursorAdvance advance, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // The share lock keeps the lease from changing hands until this transaction ends.
        var held = await connection.Command(
            "SELECT true FROM control.leases WHERE name = @name AND fencing_token = @token AND expires_at > @now FOR SHARE",
            ("name", advance.Lease.Name), ("token", advance.Lease.FencingToken), ("now", now)).ScalarAsync<bool>(cancellationToken);
        var moved = !held ? 0 : await connection.Command(
            advance.FromJson is null
                ? """
                  INSERT INTO control.cursors (company, source, place_json, fencing_token, run_id, advanced_at)
                  VALUES (@company, @source, @to::jsonb, @token, @run, @now) ON CONFLICT DO NOTHING
                  """
                : """
                  UPDATE control.cursors SET place_json = @to::jsonb, fencing_token = @token, run_id = @run, advanced_at = @now
                  WHERE company = @company AND source = @source AND place_json = @from::jsonb AND fencing_token <= @token
                  """,
            ("company", company), ("source", advance.Source), ("from", advance.FromJson), ("to", advance.ToJson), ("token", advance.Lease.FencingToken), ("run", runId), ("now", now)).RunAsync(cancellationToken);
        if (moved == 0)
            throw new UserErrorException(
                "cursor_moved", $"Source '{advance.Source}' of {company} was read by another process meanwhile; nothing was published.", "Start a new run: it reads on from the place that was published last.");
    }
}
