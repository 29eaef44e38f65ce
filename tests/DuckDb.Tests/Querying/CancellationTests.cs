namespace DuckDb.Tests.Querying;

/// <summary>Trap 4: a cancel must reach the engine whenever it comes.</summary>
public class CancellationTests : WorkbenchTests
{
    [Fact]
    public void A_cancelled_token_stops_the_statement_before_it_starts()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() => Connection.Execute("CREATE TABLE t (n INTEGER)", null, source.Token)).CancellationToken.ShouldBe(source.Token);
        Bench.Value("SELECT count(*) FROM duckdb_tables()").ShouldBe(0L);
    }

    [Fact]
    public async Task A_cancel_interrupts_a_running_statement()
    {
        using var source = new CancellationTokenSource();
        var running = Connection.ExecuteAsync(Endless, null, source.Token);
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
        Connection.QueryScalar<int>("SELECT 1").ShouldBe(1);
    }

    [Fact]
    public async Task A_cancel_of_the_work_interrupts_the_statement_it_runs()
    {
        using var source = new CancellationTokenSource();
        using var started = new ManualResetEventSlim();
        var running = Connection.RunAsync(
            connection =>
            {
                started.Set();
                return connection.QueryScalar<long>(Endless);
            },
            source.Token);
        started.Wait(TestContext.Current.CancellationToken);
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    [Fact]
    public void A_cancel_that_comes_while_the_statement_gets_ready_is_not_lost()
    {
        // The function is called while the statement is planned, before it runs.
        using var source = new CancellationTokenSource();
        Bench.Database.RegisterScalarFunction(DuckScalarFunction.From("cancel_now", (ReadOnlySpan<byte> _, out long value) =>
        {
            source.Cancel();
            value = 1;
            return true;
        }));

        Should.Throw<OperationCanceledException>(() => Connection.Execute($"{Endless} AND cancel_now('x') = 1", null, source.Token));
    }

    [Fact]
    public void A_cancel_between_two_chunks_ends_the_reading()
    {
        using var source = new CancellationTokenSource();
        using var reader = Connection.Query("SELECT range FROM range(100000000000)", null, source.Token);
        reader.NextChunk().ShouldBeTrue();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() => reader.NextChunk());
    }

    [Fact]
    public void A_cancel_after_the_end_does_not_hit_the_next_statement()
    {
        using var source = new CancellationTokenSource();
        Connection.Execute("SELECT 1", null, source.Token);
        source.Cancel();

        Connection.QueryScalar<long>("SELECT count(*) FROM range(1000000)").ShouldBe(1_000_000);
    }

    [Fact]
    public void A_script_stops_between_its_statements()
    {
        using var source = new CancellationTokenSource();
        Bench.Database.RegisterScalarFunction(DuckScalarFunction.From("cancel_now", (ReadOnlySpan<byte> _, out long value) =>
        {
            source.Cancel();
            value = 1;
            return true;
        }));

        Should.Throw<OperationCanceledException>(() => Connection.ExecuteScript("SELECT cancel_now('x'); CREATE TABLE t (n INTEGER)", source.Token));
        Bench.Value("SELECT count(*) FROM duckdb_tables()").ShouldBe(0L);
    }
}
