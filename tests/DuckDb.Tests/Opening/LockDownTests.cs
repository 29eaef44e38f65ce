namespace DuckDb.Tests.Opening;

/// <summary>Trap 1: no network, no extensions, no files but the allowed ones, and no way back by SQL.</summary>
public class LockDownTests : WorkbenchTests
{
    [Theory]
    [InlineData("autoinstall_known_extensions")]
    [InlineData("autoload_known_extensions")]
    [InlineData("allow_community_extensions")]
    [InlineData("enable_external_access")]
    public void What_could_reach_out_is_off(string setting)
    {
        Bench.Value($"SELECT current_setting('{setting}')").ShouldBe(false);
    }

    [Theory]
    [InlineData("SET threads = 1")]
    [InlineData("SET TimeZone = 'Europe/Oslo'")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("SET allowed_directories = ['/']")]
    [InlineData("RESET lock_configuration")]
    [InlineData("SET lock_configuration = false")]
    public void Settings_cannot_be_changed_later(string sql)
    {
        Should.Throw<DuckDbException>(() => Connection.Execute(sql)).Message.ShouldContain("locked");
    }

    [Theory]
    [InlineData("SELECT * FROM 'http://localhost:9/x.parquet'")]
    [InlineData("SELECT * FROM read_csv('https://localhost:9/x.csv')")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("ATTACH 'elsewhere.db'")]
    [InlineData("SELECT * FROM read_text('/etc/hostname')")]
    [InlineData("COPY (SELECT 1) TO '/tmp/duckdb-outside.csv'")]
    public void The_network_extensions_and_other_files_are_out_of_reach(string sql)
    {
        Should.Throw<DuckDbException>(() => Connection.Execute(sql)).Kind.ShouldBe(DuckErrorKind.Permission);
    }

    [Fact]
    public void An_extension_function_is_not_fetched_but_unknown()
    {
        var error = Should.Throw<DuckDbException>(() => Connection.Execute("SELECT ST_Point(1, 2)"));

        error.Kind.ShouldBe(DuckErrorKind.Catalog);
    }

    [Fact]
    public void Allowed_folders_are_read_and_written_below_any_depth()
    {
        Directory.CreateDirectory(Bench.File("a/b"));

        Connection.Execute($"COPY (SELECT 7 AS n) TO {Bench.Quoted("a/b/x.parquet")} (FORMAT parquet)").ShouldBe(1);

        Connection.QueryScalar<int>($"SELECT n FROM read_parquet({Bench.Quoted("a/**/*.parquet")})").ShouldBe(7);
    }

    [Fact]
    public void A_path_that_climbs_out_of_an_allowed_folder_is_refused()
    {
        Should.Throw<DuckDbException>(() => Connection.Execute($"SELECT * FROM read_text({Bench.Quoted("../../etc/hostname")})"))
            .Kind.ShouldBe(DuckErrorKind.Permission);
    }

    [Fact]
    public void A_folder_whose_name_only_begins_alike_is_refused()
    {
        var neighbour = DuckSql.Literal(Bench.Folder + "-neighbour/x.csv");

        Should.Throw<DuckDbException>(() => Connection.Execute($"COPY (SELECT 1) TO {neighbour}")).Kind.ShouldBe(DuckErrorKind.Permission);
    }

    [Fact]
    public void Without_allowed_folders_there_are_no_files()
    {
        using var database = DuckDatabase.OpenInMemory();
        using var connection = database.Connect();

        Should.Throw<DuckDbException>(() => connection.Execute($"COPY (SELECT 1) TO {Bench.Quoted("x.csv")}")).Kind.ShouldBe(DuckErrorKind.Permission);
    }

    [Theory]
    [InlineData("SELECT json_valid('{}')")]
    [InlineData("SELECT timezone('Europe/Warsaw', TIMESTAMP '2024-07-01 12:00:00') = TIMESTAMPTZ '2024-07-01 10:00:00+00'")]
    [InlineData("SELECT count(*) > 0 FROM duckdb_functions() WHERE function_name = 'read_parquet'")]
    [InlineData("SELECT levenshtein('a', 'b') = 1")]
    public void Parquet_json_time_zones_and_core_functions_are_built_in(string sql)
    {
        Bench.Value(sql).ShouldBe(true);
    }
}
