using System.Security.Cryptography;
using System.Text;

namespace DuckDb.Tests.Sql;

public class ParquetWriteOptionsTests : WorkbenchTests
{
    [Fact]
    public void The_default_is_zstd_with_pages_of_version_1()
    {
        new ParquetWriteOptions().ToClause().ShouldBe("(FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V1)");
    }

    [Fact]
    public void The_file_has_what_was_asked_for()
    {
        var options = new ParquetWriteOptions
        {
            CompressionLevel = 9,
            RowGroupSize = 10_240,
            Metadata = new Dictionary<string, string> { ["run id"] = "it's 7", ["a"] = "ż" },
        };

        Write("x.parquet", "SELECT range AS n FROM range(50000)", options).ShouldBe(50_000);

        Bench.Value($"SELECT count(DISTINCT row_group_id) FROM parquet_metadata({Bench.Quoted("x.parquet")})").ShouldBe(5L);
        Bench.Value($"SELECT DISTINCT compression FROM parquet_metadata({Bench.Quoted("x.parquet")})").ShouldBe("ZSTD");
        Bench.Rows($"SELECT key, value FROM parquet_kv_metadata({Bench.Quoted("x.parquet")}) ORDER BY key")
            .Select(row => (Encoding.UTF8.GetString((byte[])row[0]!), Encoding.UTF8.GetString((byte[])row[1]!)))
            .ShouldBe([("a", "ż"), ("run id", "it's 7")]);
    }

    [Theory]
    [InlineData(ParquetCompression.Zstd, "ZSTD")]
    [InlineData(ParquetCompression.Snappy, "SNAPPY")]
    [InlineData(ParquetCompression.Lz4, "LZ4_RAW")]
    [InlineData(ParquetCompression.Gzip, "GZIP")]
    [InlineData(ParquetCompression.Brotli, "BROTLI")]
    [InlineData(ParquetCompression.None, "UNCOMPRESSED")]
    public void Every_compression_is_written(ParquetCompression compression, string codec)
    {
        Write("x.parquet", "SELECT range % 10 AS n FROM range(5000)", new ParquetWriteOptions { Compression = compression });

        Bench.Value($"SELECT DISTINCT compression FROM parquet_metadata({Bench.Quoted("x.parquet")})").ShouldBe(codec);
    }

    /// <summary>Trap 3: rows keep their order, so the same input gives the same bytes, whatever the threads do.</summary>
    [Fact]
    public void The_same_rows_give_the_same_bytes()
    {
        Connection.Execute("CREATE TABLE t AS SELECT range AS n, md5(range::VARCHAR) AS s FROM range(120000)");
        var options = new ParquetWriteOptions { RowGroupSize = 20_000, Metadata = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } };

        var hashes = Enumerable.Range(0, 4).Select(number =>
        {
            Write($"{number}.parquet", "SELECT * FROM t WHERE n % 3 <> 0", options);
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Bench.File($"{number}.parquet"))));
        });

        hashes.Distinct().ShouldHaveSingleItem();
    }

    /// <summary>Trap 13: pages of version 2 are not read by every reader, so version 1 is the default; columns are all OPTIONAL.</summary>
    [Fact]
    public void Columns_are_optional_and_arrays_come_back_as_lists()
    {
        Write("x.parquet", "SELECT 1 AS n, array_value(1.5::FLOAT, 2.5::FLOAT) AS v", new ParquetWriteOptions());

        Bench.Value($"SELECT DISTINCT repetition_type FROM parquet_schema({Bench.Quoted("x.parquet")}) WHERE name = 'n'").ShouldBe("OPTIONAL");
        Bench.Value($"SELECT typeof(v) FROM read_parquet({Bench.Quoted("x.parquet")})").ShouldBe("FLOAT[]");
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Should.Throw<InvalidOperationException>(() => new ParquetWriteOptions { RowGroupSize = 0 }.ToClause());
        Should.Throw<InvalidOperationException>(() => new ParquetWriteOptions { CompressionLevel = 23 }.ToClause());
        Should.Throw<InvalidOperationException>(() => new ParquetWriteOptions { Compression = ParquetCompression.Gzip, CompressionLevel = 3 }.ToClause());
        Should.Throw<InvalidOperationException>(() => new ParquetWriteOptions { Compression = (ParquetCompression)99 }.ToClause());
    }

    [Fact]
    public void A_query_that_ends_in_a_remark_does_not_swallow_the_clause()
    {
        Write("x.parquet", "SELECT 1 AS n -- the end", new ParquetWriteOptions()).ShouldBe(1);
    }

    private long Write(string name, string query, ParquetWriteOptions options) => Connection.Execute(options.CopyStatement(query, Bench.File(name)));
}
