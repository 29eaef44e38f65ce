namespace DuckDb.Tests.Querying;

public class DuckConnectionTests : WorkbenchTests
{
    [Fact]
    public void Execute_answers_the_rows_changed()
    {
        Connection.Execute("CREATE TABLE t (n INTEGER)").ShouldBe(0);

        Connection.Execute("INSERT INTO t SELECT * FROM range(10)").ShouldBe(10);
        Connection.Execute("DELETE FROM t WHERE n < $1", [3]).ShouldBe(3);
    }

    [Fact]
    public void A_script_runs_all_its_statements_in_order()
    {
        Connection.ExecuteScript("CREATE TABLE t (s VARCHAR); INSERT INTO t VALUES ('a;b'); -- a remark; with a semicolon\n INSERT INTO t VALUES ('c');");

        Bench.Value("SELECT string_agg(s, '|' ORDER BY s) FROM t").ShouldBe("a;b|c");
    }

    [Fact]
    public void A_script_ends_at_its_first_failure()
    {
        Should.Throw<DuckDbException>(() => Connection.ExecuteScript("CREATE TABLE a (n INT); SELECT * FROM nowhere; CREATE TABLE b (n INT)"));

        Bench.Value("SELECT count(*) FROM duckdb_tables()").ShouldBe(1L);
    }

    [Fact]
    public void Execute_takes_one_statement_only()
    {
        Should.Throw<DuckDbException>(() => Connection.Execute("SELECT 1; SELECT 2")).Message.ShouldContain("One statement");
    }

    [Fact]
    public void An_empty_text_is_a_parser_error()
    {
        Should.Throw<DuckDbException>(() => Connection.Execute(" -- nothing")).Kind.ShouldBe(DuckErrorKind.Parser);
    }

    [Fact]
    public void Transactions_are_plain_sql()
    {
        Connection.ExecuteScript("CREATE TABLE t (n INTEGER); BEGIN; INSERT INTO t VALUES (1); ROLLBACK; BEGIN; INSERT INTO t VALUES (2); COMMIT");

        Bench.Value("SELECT n FROM t").ShouldBe(2);
    }

    [Fact]
    public void Connections_of_one_database_see_the_same_tables()
    {
        using var second = Bench.Database.Connect();
        Connection.Execute("CREATE TABLE t AS SELECT 5 AS n");

        second.QueryScalar<int>("SELECT n FROM t").ShouldBe(5);
    }

    [Fact]
    public void Databases_do_not_share_tables()
    {
        using var other = new Workbench();
        Connection.Execute("CREATE TABLE t (n INTEGER)");

        Should.Throw<DuckDbException>(() => other.Connection.Execute("SELECT * FROM t")).Kind.ShouldBe(DuckErrorKind.Catalog);
    }

    [Fact]
    public void A_connection_outlives_the_disposal_of_its_database_object()
    {
        var database = DuckDatabase.OpenInMemory();
        using var connection = database.Connect();
        database.Dispose();

        connection.QueryScalar<int>("SELECT 3").ShouldBe(3);
    }

    [Fact]
    public void After_disposal_every_call_says_so()
    {
        var connection = Bench.Database.Connect();
        connection.Dispose();
        connection.Dispose();

        Should.Throw<ObjectDisposedException>(() => connection.Execute("SELECT 1"));
        Should.Throw<ObjectDisposedException>(() => connection.RunAsync(_ => 1).IsCompleted);
    }

    [Fact]
    public void After_an_error_the_connection_goes_on()
    {
        Should.Throw<DuckDbException>(() => Connection.Execute("SELECT CAST('x' AS INTEGER)"));

        Connection.QueryScalar<int>("SELECT 1").ShouldBe(1);
    }
}
