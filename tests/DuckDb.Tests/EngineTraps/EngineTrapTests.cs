namespace DuckDb.Tests.EngineTraps;

/// <summary>What the engine does that a caller must know, pinned down so that an upgrade which changes it is noticed.</summary>
public class EngineTrapTests : WorkbenchTests
{
    /// <summary>Trap 7.</summary>
    [Fact]
    public void A_sum_of_integers_is_a_HUGEINT_and_a_DOUBLE_in_Parquet_unless_cast()
    {
        Connection.Execute(new ParquetWriteOptions().CopyStatement("SELECT sum(range) AS s, sum(range)::BIGINT AS b FROM range(10)", Bench.File("x.parquet")));

        Bench.Value("SELECT typeof(sum(range)) FROM range(10)").ShouldBe("HUGEINT");
        Bench.Rows($"SELECT typeof(s), typeof(b) FROM read_parquet({Bench.Quoted("x.parquet")})")[0].ShouldBe(["DOUBLE", "BIGINT"]);
    }

    /// <summary>Trap 9.</summary>
    [Fact]
    public void One_bad_line_may_be_several_rejects()
    {
        var file = Bench.Write("x.csv", "a,b\n1,2\nx,y\n3,4\n");
        var read = $"FROM read_csv({file}, columns = {{'a': 'INTEGER', 'b': 'INTEGER'}}, header = true, store_rejects = true)";

        Bench.Rows($"SELECT * {read}").Count.ShouldBe(2);

        Bench.Rows("SELECT count(*), count(DISTINCT line) FROM reject_errors")[0].ShouldBe([2L, 1L]);
    }

    /// <summary>Beside trap 9: columns that are not asked for are not read, so their errors are not found.</summary>
    [Fact]
    public void Counting_a_CSV_file_finds_no_rejects()
    {
        var file = Bench.Write("x.csv", "a,b\n1,2\nx,y\n3,4\n");

        Bench.Value($"SELECT count(*) FROM read_csv({file}, columns = {{'a': 'INTEGER', 'b': 'INTEGER'}}, header = true, store_rejects = true)").ShouldBe(3L);
    }

    /// <summary>Trap 10.</summary>
    [Fact]
    public void Broken_JSON_lines_become_rows_of_NULLs_when_errors_are_ignored()
    {
        var file = Bench.Write("x.json", "{\"a\": 1}\n{\"a\": broken\n{\"a\": 3}\n");

        Bench.Rows($"SELECT count(*), count(a) FROM read_json({file}, format = 'newline_delimited', columns = {{'a': 'INTEGER'}}, ignore_errors = true)")[0].ShouldBe([3L, 2L]);
    }

    /// <summary>Trap 11.</summary>
    [Fact]
    public void Sniffing_takes_money_for_DOUBLE()
    {
        Bench.Value($"SELECT typeof(price) FROM read_csv({Bench.Write("x.csv", "price\n12.50\n")})").ShouldBe("DOUBLE");
    }

    /// <summary>Trap 12.</summary>
    [Fact]
    public void A_COPY_that_fails_late_leaves_no_file()
    {
        Should.Throw<DuckDbException>(() => Connection.Execute(new ParquetWriteOptions().CopyStatement(
            "SELECT CASE WHEN range = 1500000 THEN error('late') ELSE range END AS n FROM range(2000000)", Bench.File("x.parquet"))));

        File.Exists(Bench.File("x.parquet")).ShouldBeFalse();
    }

    /// <summary>Trap 14.</summary>
    [Fact]
    public void The_stable_row_hash_is_md5()
    {
        Bench.Value("SELECT md5('a' || chr(31) || 'b')").ShouldBe("dde141cc50d6118a5ddaae1a01b74f99");
    }
}
