namespace DuckDb.Tests.Querying;

/// <summary>Trap 5: calls block, and a connection is for one thread at a time.</summary>
public class ThreadingTests : WorkbenchTests
{
    [Fact]
    public async Task A_second_thread_is_refused()
    {
        using var source = new CancellationTokenSource();
        using var started = new ManualResetEventSlim();
        Bench.Database.RegisterScalarFunction(new DuckScalarFunction
        {
            Name = "started",
            Parameters = [DuckType.BigInt],
            Returns = DuckType.BigInt,
            Callback = (in DuckChunk input, ref DuckVectorWriter output) =>
            {
                started.Set();
                input.Column(0).Span<long>().CopyTo(output.Span<long>());
            },
        });
        var running = Connection.ExecuteAsync("SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE started(a.range) * b.range % 7 = 3", null, source.Token);
        started.Wait(TestContext.Current.CancellationToken);

        Should.Throw<InvalidOperationException>(() => Connection.Execute("SELECT 1")).Message.ShouldContain("another thread");

        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    [Fact]
    public async Task Work_runs_on_one_thread_that_is_not_of_the_pool()
    {
        var first = await Connection.RunAsync(_ => (Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));
        var second = await Connection.RunAsync(_ => (Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));

        first.ShouldBe(second);
        first.IsThreadPoolThread.ShouldBeFalse();
    }

    [Fact]
    public async Task Work_queues_up_in_order()
    {
        var seen = new List<int>();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Connection.RunAsync(_ =>
        {
            seen.Add(number);
            return 0;
        })));

        seen.ShouldBe(Enumerable.Range(0, 50));
    }

    [Fact]
    public async Task An_error_comes_back_to_the_caller_and_the_next_work_runs()
    {
        await Should.ThrowAsync<DuckDbException>(Connection.ExecuteAsync("SELECT * FROM nowhere"));
        await Connection.ExecuteScriptAsync("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (4)");

        (await Connection.QueryScalarAsync<int>("SELECT n FROM t")).ShouldBe(4);
    }

    [Fact]
    public async Task Disposing_waits_for_the_work()
    {
        var connection = Bench.Database.Connect();
        var work = connection.RunAsync(inner => inner.QueryScalar<long>("SELECT count(*) FROM range(3000000) WHERE range % 3 = 0"));
        await connection.DisposeAsync();

        work.IsCompletedSuccessfully.ShouldBeTrue();
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Connections_of_one_database_work_side_by_side()
    {
        var sums = await Task.WhenAll(Enumerable.Range(1, 6).Select(async factor =>
        {
            await using var connection = Bench.Database.Connect();
            return await connection.QueryScalarAsync<long>("SELECT sum(range * $1) FROM range(100000)", [factor]);
        }));

        sums.ShouldBe(Enumerable.Range(1, 6).Select(factor => factor * 4_999_950_000L));
    }
}
