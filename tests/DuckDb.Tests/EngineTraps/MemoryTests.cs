namespace DuckDb.Tests.EngineTraps;

/// <summary>Trap 2: the memory limit needs a temporary directory to be of use.</summary>
public class MemoryTests
{
    private const string BigTable = "CREATE TABLE t AS SELECT range AS n, md5(range::VARCHAR) || md5((range + 1)::VARCHAR) AS s FROM range(700000)";
    private const string BigSort = "SELECT max(n) FROM (SELECT n, s, row_number() OVER (ORDER BY s) AS r FROM t)";

    [Fact]
    public void What_does_not_fit_goes_to_the_temporary_directory()
    {
        using var bench = new Workbench(new DuckDbOptions { MemoryLimit = "64MB", Threads = 2 });
        bench.Connection.Execute(BigTable);

        bench.Connection.QueryScalar<long>(BigSort).ShouldBe(699_999);

        Directory.Exists(bench.File("spill")).ShouldBeTrue();
        Directory.EnumerateFiles(bench.File("spill")).ShouldNotBeEmpty();
    }

    [Fact]
    public void Without_a_temporary_directory_what_does_not_fit_fails_and_the_database_goes_on()
    {
        using var database = DuckDatabase.OpenInMemory(new DuckDbOptions { MemoryLimit = "40MB", Threads = 2 });
        using var connection = database.Connect();

        Should.Throw<DuckDbException>(() =>
        {
            connection.Execute(BigTable);
            connection.Execute(BigSort);
        }).Kind.ShouldBe(DuckErrorKind.OutOfMemory);
        connection.QueryScalar<int>("SELECT 1").ShouldBe(1);
    }

    [Fact]
    public void A_streamed_result_is_not_kept_in_memory()
    {
        using var database = DuckDatabase.OpenInMemory(new DuckDbOptions { MemoryLimit = "30MB", Threads = 2 });
        using var connection = database.Connect();
        using var reader = connection.Query("SELECT md5(range::VARCHAR) || md5((range + 1)::VARCHAR) AS s FROM range(1000000)");
        var rows = 0L;
        while (reader.NextChunk())
        {
            rows += reader.RowCount;
        }

        rows.ShouldBe(1_000_000);
    }
}
